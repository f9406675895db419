package io.tocsin.query;

import io.tocsin.model.LogEvent;

/**
 * Words in sequence in any one value: {@code "pool exhausted"}. What stands between them does not count.
 *
 * @param text with at least one letter or digit
 */
public record Phrase(String text) implements Query {
    /**
     * Keeps the text as typed.
     *
     * @throws IllegalArgumentException for text without a letter or digit
     */
    public Phrase {
        Check.words(text);
    }

    @Override
    public boolean matches(LogEvent event) {
        return Lookup.anyValue(event, value -> Sequence.in(value, text));
    }

    @Override
    public String print() {
        return Escapes.quoted(text);
    }
}
