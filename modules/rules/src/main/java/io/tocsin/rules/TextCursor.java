package io.tocsin.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text that is read from left to right. */
final class TextCursor {
    private final String text;
    private int at;

    TextCursor(String text) {
        this.text = text;
    }

    /** The offset of what comes next. */
    int at() {
        return at;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    boolean nextIs(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** Takes what is written next if it is exactly this. */
    boolean take(String word) {
        if (!text.startsWith(word, at)) return false;
        at += word.length();
        return true;
    }

    /** Takes what the pattern matches next; empty when it does not. */
    String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) return "";
        at = matcher.end();
        return matcher.group();
    }

    /**
     * Takes what the pattern matches next.
     *
     * @throws WhenSyntaxException when it does not
     */
    String need(Pattern pattern, String what) {
        String found = take(pattern);
        if (found.isEmpty()) throw new WhenSyntaxException("expected " + what, at);
        return found;
    }

    /** Takes everything before the last such character, and the character. */
    String upToLast(char end) {
        int last = text.lastIndexOf(end);
        if (last < at) throw new WhenSyntaxException("missing '" + end + "'", text.length());
        String found = text.substring(at, last);
        at = last + 1;
        return found;
    }

    void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    /** What was not read yet. */
    String rest() {
        return text.substring(at);
    }
}
