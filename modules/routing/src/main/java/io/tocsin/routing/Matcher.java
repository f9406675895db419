package io.tocsin.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Comparator;

/**
 * One condition on one label, as plain data. A missing label counts as the empty text. Regular expressions are RE2 and match
 * the whole value. {@link Matchers} is the form that compares quickly.
 */
public record Matcher(String name, Operator operator, String value) implements Comparable<Matcher> {
    /** RE2 is linear, but its programs grow with the text: nobody writes a longer one by hand. */
    static final int REGEX_MAX = 64 * 1024;

    /** Alertmanager's order: by name, then value, then operator. Group keys depend on it. */
    private static final Comparator<Matcher> ORDER =
            Comparator.comparing(Matcher::name).thenComparing(Matcher::value).thenComparing(Matcher::operator);

    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException when the value of a regex matcher is no RE2 expression
     */
    public Matcher {
        if (operator.isRegex()) compile(value);
    }

    /** Whether a label value fulfils this condition; compiles the expression each time. */
    public boolean matches(String labelValue) {
        if (!operator.isRegex()) return labelValue.equals(value) == operator.isPositive();
        return compile(value).matcher(labelValue).find() == operator.isPositive();
    }

    /** The expression as Alertmanager compiles it; {@code $} is the end of the text there too. */
    static Pattern compile(String regex) {
        if (regex.length() > REGEX_MAX) {
            throw new IllegalArgumentException(
                    "cannot use a regular expression of " + regex.length() + " characters: the limit is " + REGEX_MAX);
        }
        try {
            return Pattern.compile("^(?:" + regex + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "cannot read regular expression '" + regex + "': " + e.getDescription(), e);
        }
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
