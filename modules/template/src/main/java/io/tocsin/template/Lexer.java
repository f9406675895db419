package io.tocsin.template;

import io.tocsin.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a source into text and the tokens of its actions; trim markers and comments are gone afterwards. */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String SPACE = " \t\r\n";

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean trimNext;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** All tokens, the last one being {@link Kind#END}. */
    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        while (lexer.at < lexer.text.length()) lexer.textAndAction();
        lexer.tokens.add(new Token(Kind.END, "", lexer.text.length(), true));
        return lexer.tokens;
    }

    private void textAndAction() {
        int open = text.indexOf(OPEN, at);
        int end = open < 0 ? text.length() : open;
        boolean trims = open >= 0 && trimsLeft(open);
        addText(at, end, trims);
        if (open < 0) {
            at = end;
            return;
        }
        at = open + OPEN.length() + (trims ? 1 : 0);
        if (comment(open)) return;
        tokens.add(new Token(Kind.OPEN, OPEN, open, true));
        action(open);
    }

    private boolean trimsLeft(int open) {
        return charAt(open + 2) == '-' && isSpace(open + 3);
    }

    private void addText(int from, int to, boolean trimEnd) {
        int start = from;
        int end = to;
        while (trimNext && start < end && isSpace(start)) start++;
        while (trimEnd && end > start && isSpace(end - 1)) end--;
        if (end > start) tokens.add(new Token(Kind.TEXT, text.substring(start, end), start, true));
        trimNext = false;
    }

    private boolean comment(int open) {
        int start = at;
        skipSpace();
        if (!text.startsWith("/*", at)) {
            at = start;
            return false;
        }
        int end = text.indexOf("*/", at + 2);
        if (end < 0) throw source.error(open, "cannot find the '*/}}' that closes this comment");
        at = end + 2;
        if (!close(false))
            throw source.error(at, "cannot go on after a comment: close it with '*/}}', or '*/ -}}' to trim");
        return true;
    }

    private void action(int open) {
        while (true) {
            int before = at;
            if (close(true)) return;
            skipSpace();
            if (at >= text.length()) throw source.error(open, "cannot find the '}}' that closes this '{{'");
            tokens.add(token(at > before));
        }
    }

    /** Takes {@code }}} or {@code  -}}} if it is next, white space before it included. */
    private boolean close(boolean add) {
        int start = at;
        skipSpace();
        boolean trims = at > start && text.startsWith("-" + CLOSE, at);
        if (!trims && !text.startsWith(CLOSE, at)) {
            at = start;
            return false;
        }
        if (add) tokens.add(new Token(Kind.CLOSE, CLOSE, at, true));
        at += CLOSE.length() + (trims ? 1 : 0);
        trimNext = trims;
        return true;
    }

    private Token token(boolean spaced) {
        int start = at;
        char c = charAt(at);
        char following = charAt(at + 1);
        if (c == '"' || c == '\'') return quoted(c, spaced);
        if (c == '`') return raw(spaced);
        if (isDigit(c) || ((c == '.' || c == '+' || c == '-') && (isDigit(following) || following == '.')))
            return number(spaced);
        if (c == '$') return name(Kind.VARIABLE, start, start + 1, spaced);
        if (isLetter(c)) return name(Kind.WORD, start, start, spaced);
        if (c == '.' && isLetter(following)) return name(Kind.FIELD, start + 1, start + 1, spaced);
        if (c == ':' && following == '=') return sign(Kind.DECLARE, 2, spaced);
        return switch (c) {
            case '.' -> sign(Kind.DOT, 1, spaced);
            case '|' -> sign(Kind.PIPE, 1, spaced);
            case ',' -> sign(Kind.COMMA, 1, spaced);
            case '=' -> sign(Kind.ASSIGN, 1, spaced);
            case '(' -> sign(Kind.LEFT, 1, spaced);
            case ')' -> sign(Kind.RIGHT, 1, spaced);
            default ->
                throw source.error(
                        start,
                        "cannot use '" + Character.toString(text.codePointAt(start)) + "' here"
                                + (c == '&' || c == '!' || c == '<' || c == '>' || c == '?'
                                        ? ": conditions are functions: eq ne lt le gt ge and or not"
                                        : ""));
        };
    }

    private Token sign(Kind kind, int length, boolean spaced) {
        Token token = new Token(kind, text.substring(at, at + length), at, spaced);
        at += length;
        return token;
    }

    private Token name(Kind kind, int from, int first, boolean spaced) {
        int start = at;
        at = first;
        while (isLetter(charAt(at)) || isDigit(charAt(at))) at++;
        return new Token(kind, text.substring(from, at), start, spaced);
    }

    private Token number(boolean spaced) {
        int start = at++;
        while (isLetter(charAt(at)) || isDigit(charAt(at)) || charAt(at) == '.' || isExponentSign(start)) at++;
        return new Token(Kind.NUMBER, text.substring(start, at), start, spaced);
    }

    private boolean isExponentSign(int start) {
        char before = Character.toLowerCase(charAt(at - 1));
        boolean hex = text.regionMatches(true, start, "0x", 0, 2);
        return (charAt(at) == '+' || charAt(at) == '-') && before == (hex ? 'p' : 'e');
    }

    private Token quoted(char quote, boolean spaced) {
        int start = at++;
        while (charAt(at) != quote) {
            if (at >= text.length() || charAt(at) == '\n')
                throw source.error(start, "cannot find the " + quote + " that closes this text on its line");
            at += charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        Kind kind = quote == '"' ? Kind.STRING : Kind.CHARACTER;
        return new Token(kind, text.substring(start, at), start, spaced);
    }

    private Token raw(boolean spaced) {
        int start = at;
        int end = text.indexOf('`', start + 1);
        if (end < 0) throw source.error(start, "cannot find the ` that closes this text");
        at = end + 1;
        return new Token(Kind.STRING, text.substring(start, at), start, spaced);
    }

    private void skipSpace() {
        while (isSpace(at)) at++;
    }

    private boolean isSpace(int index) {
        return index >= 0 && index < text.length() && SPACE.indexOf(text.charAt(index)) >= 0;
    }

    /** The end reads as a character that means nothing. */
    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c == '_' || Character.isLetter(c);
    }
}
