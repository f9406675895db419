package io.tocsin.template;

import java.util.Locale;
import java.util.Set;

/** An address in an attribute, as far as it is written. */
final class Address {
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");

    /** Written by the template's author, these make the rest a program. */
    private static final Set<String> PROGRAMS = Set.of("javascript", "vbscript", "data");

    /** Schemes are shorter. */
    private static final int MAX_SCHEME = 40;

    private final StringBuilder start = new StringBuilder();
    private boolean pastScheme;
    private boolean program;
    private boolean query;

    /** Follows what the template says. */
    void read(char c) {
        if (!pastScheme && c == ':') program = PROGRAMS.contains(scheme(start.toString()));
        advance(c);
        if (c == '?' || c == '#') query = true;
    }

    private void advance(char c) {
        if (":/?#".indexOf(c) >= 0 || start.length() > MAX_SCHEME) pastScheme = true;
        if (!pastScheme) start.append(c);
    }

    /** A value so that it cannot make the address another kind of thing, or leave its part of it. */
    String escape(Object value) {
        String text = value == Nil.NIL ? "" : Printer.print(value);
        boolean vouched = value instanceof Safe safe && safe.kind() == Safe.Kind.URL;
        if (program || (!vouched && !pastScheme && isUnsafe(start + text))) return "#" + Escapes.REFUSED;
        if (query) return vouched ? Escapes.address(text) : Escapes.query(text);
        text.chars().forEach(c -> advance((char) c));
        return Escapes.address(text);
    }

    private static boolean isUnsafe(String address) {
        int colon = address.indexOf(':');
        if (colon < 0) return false;
        String before = address.substring(0, colon);
        return !before.contains("/") && !SCHEMES.contains(scheme(before));
    }

    private static String scheme(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
