package io.tocsin.query;

import io.tocsin.model.LogEvent;

/**
 * A bare token, first of all a correlation ID: {@code req-12ab34cd}. Matches an event that has it as one, or whose any value
 * has its words in sequence.
 *
 * @param text with at least one letter or digit
 */
public record Word(String text) implements Query {
    /**
     * Keeps the token as typed.
     *
     * @throws IllegalArgumentException for text without a letter or digit
     */
    public Word {
        Check.words(text);
    }

    @Override
    public boolean matches(LogEvent event) {
        return Lookup.anyCorrelationId(event, id -> Words.equal(id, text))
                || Lookup.anyValue(event, value -> Sequence.in(value, text));
    }

    @Override
    public String print() {
        return Escapes.bare(text);
    }
}
