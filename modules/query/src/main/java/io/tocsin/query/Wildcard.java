package io.tocsin.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value with open places: {@code extra.status:5*}, {@code pay?ent*}. On a field it covers the whole value or, where the
 * value is prose, a single word of it; without a field any word or whole value of any field, or a correlation ID.
 *
 * @param field null for any field
 * @param pattern {@code *} for any text, {@code ?} for one character, a backslash before one that stands for itself
 */
public record Wildcard(@Nullable String field, String pattern) implements Leaf {
    /** Enough for any name with holes; the time to match grows with it. */
    static final int MAX_LENGTH = 1000;

    /**
     * Takes useless backslashes and repeated stars away.
     *
     * @throws IllegalArgumentException when nothing is open, when everything is (that is {@link Exists} or {@link All}), for
     *     a pattern that is too long, and for an empty or reserved field name
     */
    public Wildcard {
        if (field != null) Check.field(field);
        pattern = Glob.canonical(pattern);
        if (pattern.length() > MAX_LENGTH)
            throw new IllegalArgumentException("cannot use a wildcard pattern of " + pattern.length()
                    + " characters: at most " + MAX_LENGTH + " are allowed");
        if (pattern.equals("*"))
            throw new IllegalArgumentException(
                    "cannot use '*' alone as a wildcard pattern: it asks whether the field exists");
        if (!Glob.isWild(pattern))
            throw new IllegalArgumentException("cannot use '" + pattern + "' as a wildcard pattern: it has no * or ?");
    }

    @Override
    public boolean test(String value) {
        if (isWhole(value)) return true;
        boolean wordsCount = field == null || Words.isProse(value);
        return wordsCount && !isOpenAround() && Glob.matchesWord(pattern, value);
    }

    private boolean isWhole(String value) {
        return Glob.matches(pattern, value, 0, value.length());
    }

    @Override
    public boolean asksIds() {
        return field == null || Leaf.super.asksIds();
    }

    @Override
    public boolean testId(String id) {
        return field == null ? isWhole(id) : Leaf.super.testId(id);
    }

    /**
     * Those that nothing open touches. A pattern with any such word has a sign beside it, so that it covers no single word but
     * only a whole value.
     */
    @Override
    public List<String> words() {
        return isTime() || isId() ? List.of() : Glob.words(pattern);
    }

    /** With a star at both ends no word can match unless the whole value does. */
    private boolean isOpenAround() {
        return pattern.startsWith("*") && pattern.endsWith("*") && !pattern.endsWith("\\*");
    }

    @Override
    public String print() {
        return Escapes.prefix(field) + Escapes.pattern(pattern);
    }
}
