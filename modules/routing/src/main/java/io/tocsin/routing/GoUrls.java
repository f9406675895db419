package io.tocsin.routing;

/** Which addresses Go's net/url takes. It is laxer than {@link java.net.URI} in paths and stricter in hosts. */
final class GoUrls {
    private static final String HOST_EXTRA = "-._~!$&'()*+,;=:[]<>\"";
    private static final String USER_EXTRA = "-._:~!$&'()*+,;=%@";

    private GoUrls() {}

    /** Whether a text is an absolute address of http or https with a host. */
    static boolean isWeb(String text) {
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) return false;
        return clean(text) && text.startsWith("//", colon + 1) && authorityAndPath(text.substring(colon + 3), true);
    }

    /** Whether a text is any address, relative ones included. */
    static boolean isAny(String text) {
        if (!clean(text)) return false;
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        boolean scheme = colon > 0 && isScheme(text.substring(0, colon));
        if (!scheme) return colon < 0 || (slash >= 0 && slash < colon);
        return !text.startsWith("//", colon + 1) || authorityAndPath(text.substring(colon + 3), false);
    }

    private static boolean isScheme(String text) {
        return letter(text.charAt(0)) && text.chars().allMatch(c -> letter(c) || digit(c) || "+-.".indexOf(c) >= 0);
    }

    /** No control characters, and percent signs only before two hexadecimal digits, except behind the question mark. */
    private static boolean clean(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) return false;
        int fragment = text.indexOf('#');
        String main = fragment < 0 ? text : text.substring(0, fragment);
        int query = main.indexOf('?');
        String path = query < 0 ? main : main.substring(0, query);
        return percentsAreEscapes(path) && (fragment < 0 || percentsAreEscapes(text.substring(fragment)));
    }

    private static boolean percentsAreEscapes(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (at + 2 >= text.length()) return false;
            if (Character.digit(text.charAt(at + 1), 16) < 0 || Character.digit(text.charAt(at + 2), 16) < 0)
                return false;
        }
        return true;
    }

    private static boolean authorityAndPath(String rest, boolean needsHost) {
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) end++;
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        String host = authority.substring(at + 1);
        if (needsHost && host.isEmpty()) return false;
        return user.chars().allMatch(c -> letter(c) || digit(c) || USER_EXTRA.indexOf(c) >= 0) && isHost(host);
    }

    private static boolean isHost(String host) {
        int bracket = host.lastIndexOf(']');
        if (host.startsWith("[") && bracket < 0) return false;
        String behind = host.startsWith("[") ? host.substring(bracket + 1) : "";
        int colon = host.lastIndexOf(':');
        String port = host.startsWith("[") ? behind : colon < 0 ? "" : host.substring(colon);
        if (!port.isEmpty()
                && !(port.startsWith(":") && port.substring(1).chars().allMatch(GoUrls::digit))) return false;
        return host.chars().allMatch(c -> letter(c) || digit(c) || c > 0x7f || c == '%' || HOST_EXTRA.indexOf(c) >= 0);
    }

    private static boolean letter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
