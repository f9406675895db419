package io.tocsin.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bare token, first of all a correlation ID: {@code req-12ab34cd}. Matches an event that has it as one, or whose any value
 * has its words in sequence.
 *
 * @param text with at least one letter or digit
 */
public record Word(String text) implements Leaf {
    /**
     * Keeps the token as typed.
     *
     * @throws IllegalArgumentException for text without a letter or digit
     */
    public Word {
        Check.words(text);
    }

    /** None: any value is asked. */
    @Override
    public @Nullable String field() {
        return null;
    }

    @Override
    public boolean test(String value) {
        return Sequence.in(value, text);
    }

    @Override
    public boolean asksIds() {
        return true;
    }

    @Override
    public boolean testId(String id) {
        return Words.equal(id, text);
    }

    @Override
    public List<String> words() {
        return Words.of(text);
    }

    @Override
    public String print() {
        return Escapes.bare(text);
    }
}
