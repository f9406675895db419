package io.tocsin.query;

import io.tocsin.model.FieldNames;
import java.util.List;

/**
 * A field has this whole value, be it prose or a name: {@code message:="login failed"}, {@code path:=/api/*}. With two
 * signs, {@code user:==Anna}, case counts. Sigma rules mean their values so; people mostly want {@link Equal} and
 * {@link Wildcard}, which look into prose.
 *
 * @param pattern {@code *} for any text, {@code ?} for one character, a backslash before one that stands for itself; may be
 *     empty, which finds the empty text
 * @param cased whether case counts
 */
public record Whole(String field, String pattern, boolean cased) implements Leaf {
    /**
     * Takes useless backslashes and repeated stars away.
     *
     * @throws IllegalArgumentException when everything is open (that is {@link Exists}), for a pattern with holes that is
     *     longer than {@link Wildcard} takes, and for an empty or reserved field name
     */
    public Whole {
        Check.field(field);
        pattern = Glob.canonical(pattern);
        if (pattern.equals("*"))
            throw new IllegalArgumentException(
                    "cannot use '*' alone as a whole value: it asks whether the field exists");
        if (pattern.length() > Wildcard.MAX_LENGTH && Glob.isWild(pattern))
            throw new IllegalArgumentException("cannot use a wildcard pattern of " + pattern.length()
                    + " characters: at most " + Wildcard.MAX_LENGTH + " are allowed");
    }

    /** A value without anything open. */
    public static Whole of(String field, String value) {
        return new Whole(field, Glob.literal(value), false);
    }

    @Override
    public boolean test(String value) {
        return Glob.matches(pattern, value, 0, value.length(), cased);
    }

    /** Whether the pattern has a star or a question mark that stands for something else. */
    public boolean isWild() {
        return Glob.isWild(pattern);
    }

    /** The text that the pattern stands for, without its backslashes; what is open in it reads as it is written. */
    public String text() {
        return Glob.plain(pattern);
    }

    /** None of a level, which may have been sent otherwise, nor of the time or an id, which are no values. */
    @Override
    public List<String> words() {
        return isTime() || isId() || field.equals(FieldNames.LEVEL) ? List.of() : Glob.words(pattern);
    }

    @Override
    public String print() {
        String value = isWild() ? Escapes.pattern(pattern) : Escapes.value(text());
        return Escapes.field(field) + (cased ? ":==" : ":=") + value;
    }
}
