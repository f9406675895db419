package io.tocsin.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words in sequence in any one value: {@code "pool exhausted"}. What stands between them does not count.
 *
 * @param text with at least one letter or digit
 */
public record Phrase(String text) implements Leaf {
    /**
     * Keeps the text as typed.
     *
     * @throws IllegalArgumentException for text without a letter or digit
     */
    public Phrase {
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
    public List<String> words() {
        return Words.of(text);
    }

    @Override
    public String print() {
        return Escapes.quoted(text);
    }
}
