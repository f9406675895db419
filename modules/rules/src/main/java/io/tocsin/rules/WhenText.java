package io.tocsin.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a condition, before its meaning: {@code name(argument) sign number unit}, of which all but the name
 * may be missing. The argument reaches to the last closing parenthesis, so a query may stand in it as it is.
 *
 * @param argumentAt offset of the argument; like the others, the offset of what comes next where it is missing
 */
record WhenText(
        String name,
        @Nullable String argument,
        int argumentAt,
        @Nullable Comparison comparison,
        int comparisonAt,
        double number,
        int numberAt,
        String unit,
        int unitAt) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*(\\.[0-9]+)?");
    private static final Pattern UNIT = Pattern.compile("%|[A-Za-z]+");

    /**
     * Reads the form.
     *
     * @throws WhenSyntaxException when the text has another one
     */
    static WhenText parse(String text) {
        return new Reader(text).read();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        WhenText read() {
            String name = need(NAME, "a condition such as count() > 10");
            int argumentAt = at;
            String argument = null;
            if (at < text.length() && text.charAt(at) == '(') {
                argumentAt = at + 1;
                argument = argument();
            }
            skipSpace();
            int comparisonAt = at;
            Comparison comparison = comparison();
            skipSpace();
            int numberAt = at;
            double number = comparison == null ? 0 : number(comparison);
            skipSpace();
            int unitAt = at;
            String unit = comparison == null ? "" : take(UNIT);
            skipSpace();
            if (at < text.length()) throw new WhenSyntaxException(unexpected(comparison), at);
            return new WhenText(name, argument, argumentAt, comparison, comparisonAt, number, numberAt, unit, unitAt);
        }

        private String unexpected(@Nullable Comparison comparison) {
            String rest = "unexpected '" + text.substring(at).strip() + "'";
            return comparison == null ? rest + ", expected >, >=, < or <=" : rest + " after the number";
        }

        private String argument() {
            int close = text.lastIndexOf(')');
            if (close <= at) throw new WhenSyntaxException("missing ')'", text.length());
            String argument = text.substring(at + 1, close);
            at = close + 1;
            return argument;
        }

        private @Nullable Comparison comparison() {
            for (String sign : Comparison.signs()) {
                if (!text.startsWith(sign, at)) continue;
                at += sign.length();
                return Comparison.of(sign);
            }
            return null;
        }

        private double number(Comparison comparison) {
            return Double.parseDouble(
                    need(NUMBER, "a number after '" + comparison.sign() + "'").replace("_", ""));
        }

        private String need(Pattern pattern, String what) {
            String found = take(pattern);
            if (found.isEmpty()) throw new WhenSyntaxException("expected " + what, at);
            return found;
        }

        private String take(Pattern pattern) {
            Matcher matcher = pattern.matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) return "";
            at = matcher.end();
            return matcher.group();
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        }
    }
}
