package io.tocsin.routing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's newer matcher syntax (matcher/parse): any UTF-8 in names and values. Both may be quoted, as Go strings, or
 * bare, without spaces and reserved characters. Braces are optional but come in pairs; one comma may trail.
 */
final class Utf8Matchers {
    private static final String RESERVED = "{}!=~,\\\"'`";

    private final String text;
    private int at;

    private Utf8Matchers(String text) {
        this.text = text;
    }

    /**
     * Reads a list in optional braces.
     *
     * @throws IllegalArgumentException with the column (from 1) where it goes wrong
     */
    static List<Matcher> parse(String text) {
        return new Utf8Matchers(text).list();
    }

    /** Whether a code point cannot stand in a bare name or value. */
    static boolean reserved(int c) {
        return RESERVED.indexOf(c) >= 0 || space(c);
    }

    /** Go's unicode.IsSpace, which knows the no-break spaces that Java's does not. */
    static boolean space(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || Character.isSpaceChar(c);
    }

    private List<Matcher> list() {
        List<Matcher> matchers = new ArrayList<>();
        boolean braces = accept("{");
        boolean more = braces ? !peek("}") : !end();
        while (more) {
            matchers.add(matcher());
            if (!accept(",")) {
                if (!end() && !peek("}")) throw expected("a comma or close brace");
                break;
            }
            more = !end() && !peek("}");
        }
        if (braces && !accept("}")) throw expected("close brace");
        if (!end()) throw expected(peek("}") ? "opening brace" : "end of input");
        return matchers;
    }

    private Matcher matcher() {
        String name = word("label name");
        Operator operator = operator();
        return new Matcher(name, operator, word("label value"));
    }

    private Operator operator() {
        for (String symbol : List.of("=~", "=", "!=", "!~")) {
            if (accept(symbol)) return Operator.ofSymbol(symbol);
        }
        throw expected("an operator such as '=', '!=', '=~' or '!~'");
    }

    private String word(String what) {
        skipSpace();
        String word = peek("\"") ? quoted() : bare();
        if (word == null) throw expected(what);
        return word;
    }

    private @Nullable String bare() {
        int start = at;
        while (at < text.length() && !reserved(text.codePointAt(at))) at += Character.charCount(text.codePointAt(at));
        return at == start ? null : text.substring(start, at);
    }

    private String quoted() {
        int start = at;
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                at = i + 1;
                return GoText.unquote(text.substring(start + 1, i));
            }
        }
        throw new IllegalArgumentException("column " + (start + 1) + ": missing end \"");
    }

    private boolean accept(String token) {
        if (!peek(token)) return false;
        at += token.length();
        return true;
    }

    private boolean peek(String token) {
        skipSpace();
        return text.startsWith(token, at);
    }

    private boolean end() {
        skipSpace();
        return at >= text.length();
    }

    private void skipSpace() {
        while (at < text.length() && space(text.codePointAt(at))) at += Character.charCount(text.codePointAt(at));
    }

    private IllegalArgumentException expected(String what) {
        String seen = end() ? "end of input" : "'" + text.substring(at) + "'";
        return new IllegalArgumentException("column " + (at + 1) + ": " + seen + ": expected " + what);
    }
}
