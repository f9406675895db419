package io.tocsin.rules;

/**
 * The pattern of a text: what varies from event to event is masked, so that {@code user 42 failed after 35ms} and {@code user 7
 * failed after 120ms} are one. It depends on the text alone and never changes between versions without a note: a changed
 * pattern is a new key to every rule that uses it.
 */
final class Template {
    /** A pattern is cut at 256 bytes in the end; what is further behind in a text cannot show. */
    private static final int READ_MAX = 2_000;

    private static final String QUOTED = "<str>";

    private final String text;
    private final StringBuilder pattern = new StringBuilder();
    private int at;

    private Template(String text) {
        this.text = text.length() <= READ_MAX ? text : text.substring(0, READ_MAX);
    }

    /** The pattern of a text; takes time linear in its length. */
    static String of(String text) {
        return new Template(text).read();
    }

    private String read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if ((c == '"' || c == '\'') && quoted(c)) continue;
            if (isWord(c)) {
                int end = at;
                while (end < text.length() && isWord(text.charAt(end))) end++;
                word(end);
            } else {
                pattern.append(c);
                at++;
            }
        }
        return pattern.toString();
    }

    /** What may stand inside of a number, an address, a path or a name. */
    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "_.:/\\-%@+~?&#".indexOf(c) >= 0;
    }

    /** Takes a quoted text; an apostrophe inside of a word opens none. */
    private boolean quoted(char quote) {
        if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) return false;
        int close = text.indexOf(quote, at + 1);
        if (close < 0) return false;
        boolean endsWord = close + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(close + 1));
        if (!endsWord) return false;
        pattern.append(QUOTED);
        at = close + 1;
        return true;
    }

    /** Takes a word; the punctuation behind it belongs to the sentence. */
    private void word(int limit) {
        int end = limit;
        while (end > at + 1 && ".:?&#-".indexOf(text.charAt(end - 1)) >= 0) end--;
        TemplateMask.append(text.substring(at, end), pattern);
        pattern.append(text, end, limit);
        at = limit;
    }
}
