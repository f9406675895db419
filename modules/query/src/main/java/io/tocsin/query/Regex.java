package io.tocsin.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression found anywhere in a value, case aside: {@code message:/timed? out after \d+/}. The syntax is RE2's, and
 * the time to match is linear in the value.
 *
 * <p>A class and not a record, because it keeps the compiled pattern; equality is by field and pattern.
 */
public final class Regex implements Leaf {
    /** Longer expressions are generated ones, and slow down every event. */
    static final int MAX_LENGTH = 1000;

    private final @Nullable String field;
    private final String pattern;
    private final Pattern compiled;

    /**
     * Compiles the expression.
     *
     * @param field null for any field
     * @throws IllegalArgumentException for an expression that is empty, malformed, too long or too large once its
     *     repetitions are written out, and for an empty or reserved field name
     */
    public Regex(@Nullable String field, String pattern) {
        this.field = field == null ? null : Check.field(field);
        this.pattern = RegexText.canonical(pattern);
        if (this.pattern.isEmpty())
            throw new IllegalArgumentException("cannot use an empty regular expression: field:* finds any value");
        if (this.pattern.length() > MAX_LENGTH)
            throw new IllegalArgumentException("cannot use a regular expression of " + this.pattern.length()
                    + " characters: at most " + MAX_LENGTH + " are allowed");
        RegexText.checkSize(this.pattern);
        compiled = compile(this.pattern);
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "cannot read regular expression /" + pattern + "/: " + e.getDescription()
                            + " (RE2 syntax: no look-around, no back-references)",
                    e);
        }
    }

    /** The field that is asked, or null for any. */
    @Override
    public @Nullable String field() {
        return field;
    }

    /** The expression, without the slashes around it. */
    public String pattern() {
        return pattern;
    }

    @Override
    public boolean test(String value) {
        return compiled.matcher(value).find();
    }

    @Override
    public String print() {
        return Escapes.prefix(field) + "/" + RegexText.escaped(pattern) + "/";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Regex regex && Objects.equals(field, regex.field) && pattern.equals(regex.pattern);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, pattern);
    }

    @Override
    public String toString() {
        return "Regex[field=" + field + ", pattern=" + pattern + "]";
    }
}
