package io.tocsin.sigma;

/**
 * A value of a rule as a wildcard pattern of the search language, in which a backslash always makes the next character stand
 * for itself. In Sigma it does so before {@code *}, {@code ?} and another backslash only.
 */
record Text(String pattern) {
    private static final String SPECIAL = "*?\\";

    /** Reads a value as Sigma escapes it. */
    static Text of(String value) {
        StringBuilder pattern = new StringBuilder(value.length() + 4);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escapes = c == '\\' && i + 1 < value.length() && SPECIAL.indexOf(value.charAt(i + 1)) >= 0;
            if (escapes) pattern.append(c).append(value.charAt(++i));
            else pattern.append(c == '\\' ? "\\\\" : c);
        }
        return new Text(pattern.toString());
    }

    /** Text that stands for itself. */
    static Text literal(String text) {
        StringBuilder pattern = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            pattern.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return new Text(pattern.toString());
    }

    boolean isWild() {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') i++;
            else if (isOpen(i)) return true;
        }
        return false;
    }

    /** Whether it covers every value. */
    boolean isAny() {
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
    }

    /** Whether anything may stand before and behind it, so that prose and names make no difference. */
    boolean isOpenAround() {
        return pattern.length() > 2 && pattern.startsWith("*") && endsOpen();
    }

    private boolean endsOpen() {
        int backslashes = 0;
        for (int i = pattern.length() - 2; i >= 0 && pattern.charAt(i) == '\\'; i--) backslashes++;
        return pattern.endsWith("*") && backslashes % 2 == 0;
    }

    /** The text without its backslashes; of use where nothing is open. */
    String plain() {
        StringBuilder text = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') i++;
            text.append(pattern.charAt(i));
        }
        return text.toString();
    }

    Text open(boolean before, boolean behind) {
        boolean star = pattern.startsWith("*");
        String start = before && !star ? "*" : "";
        return new Text(start + pattern + (behind && !endsOpen() ? "*" : ""));
    }

    /** The same as an RE2 expression for a whole value. */
    String regex() {
        StringBuilder regex = new StringBuilder("(?s)");
        if (!pattern.startsWith("*")) regex.append("\\A");
        for (int i = 0; i < pattern.length(); i++) {
            boolean open = isOpen(i);
            if (pattern.charAt(i) == '\\') i++;
            char c = pattern.charAt(i);
            if (open) regex.append(c == '*' ? ".*" : ".");
            else quote(regex, c);
        }
        return regex.append(endsOpen() ? "" : "\\z").toString();
    }

    static void quote(StringBuilder regex, char c) {
        if (c < 0x80 && !Character.isLetterOrDigit(c) && c > ' ') regex.append('\\');
        regex.append(c);
    }

    private boolean isOpen(int at) {
        char c = pattern.charAt(at);
        return c == '*' || c == '?';
    }
}
