package io.tocsin.routing;

import java.util.Comparator;

/**
 * One condition on one label, as plain data. A missing label counts as the empty text. Regular expressions are RE2 and match
 * the whole value. {@link Matchers} is the form that compares quickly.
 */
public record Matcher(String name, Operator operator, String value) implements Comparable<Matcher> {
    /** Alertmanager's order: by name, then value, then operator. Group keys depend on it. */
    private static final Comparator<Matcher> ORDER =
            Comparator.comparing(Matcher::name).thenComparing(Matcher::value).thenComparing(Matcher::operator);

    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException when the value of a regex matcher is no RE2 expression
     */
    public Matcher {
        if (operator.isRegex()) Regex.compile(value);
    }

    /** Whether a label value fulfils this condition; compiles the expression each time. */
    public boolean matches(String labelValue) {
        if (!operator.isRegex()) return labelValue.equals(value) == operator.isPositive();
        return Regex.compile(value).matcher(labelValue).find() == operator.isPositive();
    }

    @Override
    public int compareTo(Matcher other) {
        return ORDER.compare(this, other);
    }

    /** Alertmanager's form, byte by byte: it is part of group keys. */
    @Override
    public String toString() {
        boolean reserved = name.codePoints().anyMatch(Utf8Matchers::reserved);
        return reserved
                ? GoText.quote(name) + operator.symbol() + GoText.quote(value)
                : name + operator.symbol() + '"' + GoText.escape(value) + '"';
    }
}
