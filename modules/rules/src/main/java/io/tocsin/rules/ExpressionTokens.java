package io.tocsin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of an expression, each with its place. */
final class ExpressionTokens {
    /** Longer than any rule that people can read. */
    static final int LENGTH_MAX = 4_096;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_@][A-Za-z_0-9@]*(?:\\.[A-Za-z_0-9@]+)*");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*(?:\\.[0-9]+)?");
    private static final Pattern UNIT = Pattern.compile("%|[A-Za-z]+");
    private static final List<String> SIGNS =
            List.of(">=", "<=", "==", "!=", ">", "<", "=", "+", "-", "*", "/", "(", ")");
    private static final List<String> WORDS = List.of("and", "or", "not", "in", "exists", "list");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private ExpressionTokens(String text) {
        this.text = text;
    }

    /** What a token is. */
    enum Kind {
        /** {@code and}, {@code >=}: {@code text} is what it is, words in lower case. */
        SIGN,
        NAME,
        TEXT,
        /** Digits; {@code unit} is what stands right behind them, or empty. */
        NUMBER,
        END
    }

    record Token(Kind kind, String text, String unit, int at) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        String print() {
            return kind == Kind.END ? "the end" : "'" + text + unit + "'";
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    static List<Token> of(String text) {
        if (text.length() > LENGTH_MAX)
            throw new WhenSyntaxException("too long: at most " + LENGTH_MAX + " characters", LENGTH_MAX);
        return new ExpressionTokens(text).read();
    }

    private List<Token> read() {
        skipSpace();
        while (at < text.length()) {
            tokens.add(next());
            skipSpace();
        }
        tokens.add(new Token(Kind.END, "", "", at));
        return tokens;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        if (c == '"' || c == '\'') return new Token(Kind.TEXT, quoted(c), "", start);
        if (c == '`') return new Token(Kind.NAME, quoted(c), "", start);
        String number = take(NUMBER);
        if (!number.isEmpty()) return new Token(Kind.NUMBER, number, take(UNIT), start);
        String name = take(NAME);
        String word = name.toLowerCase(Locale.ROOT);
        if (WORDS.contains(word)) return new Token(Kind.SIGN, word, "", start);
        if (!name.isEmpty()) return new Token(Kind.NAME, name, "", start);
        for (String sign : SIGNS) {
            if (!text.startsWith(sign, at)) continue;
            at += sign.length();
            return new Token(Kind.SIGN, sign.equals("=") ? "==" : sign, "", start);
        }
        throw new WhenSyntaxException("unexpected '" + c + "'", at);
    }

    private String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) return "";
        at = matcher.end();
        return matcher.group();
    }

    private String quoted(char quote) {
        StringBuilder found = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                at = i + 1;
                return found.toString();
            }
            if (c == '\\' && quote != '`' && i + 1 < text.length()) c = text.charAt(++i);
            found.append(c);
        }
        throw new WhenSyntaxException("missing " + quote, text.length());
    }
}
