package io.tocsin.rules.match;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something about an event that can be looked up or found in passing, and that a query requires. Text is folded. */
sealed interface Key {
    /** Whether finding it says that the condition holds which requires it. */
    default boolean isProof() {
        return switch (this) {
            case Value value -> value.exact;
            case Literal literal -> literal.exact;
            case Sequence sequence -> false;
            case Bound bound -> false;
            case Present present -> false;
        };
    }

    /**
     * A value of the field, or of any field or a correlation ID for null, has these words in sequence.
     *
     * @param words at least one of them long enough to be looked for
     */
    record Sequence(@Nullable String field, List<String> words) implements Key {}

    /**
     * A value of the field is this one as a whole, or is prose that contains its words.
     *
     * @param exact whether a value that is this one as a whole meets the condition, so that it need not be asked
     */
    record Value(String field, String text, boolean exact) implements Key {}

    /**
     * A value of the field, or of any field or a correlation ID for null, contains all of these texts: one is looked for.
     *
     * @param texts one or more, each long enough to be looked for
     * @param exact whether a value of the field that contains the only text meets the condition, so that it need not be asked
     */
    record Literal(@Nullable String field, List<String> texts, boolean exact) implements Key {}

    /** A value of the field is a number within these bounds. */
    record Bound(String field, double low, double high) implements Key {}

    /** The event has the field. */
    record Present(String field) implements Key {}
}
