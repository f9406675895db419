package io.tocsin.template;

import java.util.Locale;
import java.util.Set;

/** What a value in HTML is taken for. */
enum Place {
    BODY,
    PLAIN,
    ADDRESS,
    SCRIPT,
    STYLE,
    /** HTML within an attribute. */
    DOCUMENT;

    private static final Set<String> ADDRESSES = Set.of(
            "action",
            "archive",
            "background",
            "cite",
            "classid",
            "codebase",
            "data",
            "formaction",
            "href",
            "icon",
            "longdesc",
            "manifest",
            "ping",
            "poster",
            "profile",
            "src",
            "srcset",
            "usemap",
            "xmlns");

    /** By the name of the attribute; a prefix as in {@code xlink:href} or {@code data-href} does not hide what it is. */
    static Place ofAttribute(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        if (name.startsWith("xmlns")) return ADDRESS;
        String local = name.substring(name.lastIndexOf(':') + 1);
        if (local.startsWith("data-")) local = local.substring(5);
        if (local.startsWith("on")) return SCRIPT;
        if (local.equals("style")) return STYLE;
        if (local.equals("srcdoc")) return DOCUMENT;
        // Made-up names often hold addresses that scripts follow.
        boolean address = ADDRESSES.contains(local) || local.contains("url") || local.contains("uri");
        return address || local.contains("src") ? ADDRESS : PLAIN;
    }
}
