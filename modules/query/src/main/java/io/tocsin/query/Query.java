package io.tocsin.query;

import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.Set;

/**
 * A condition on one event: what people type to search and what rules write as {@code match:}. Immutable, and safe on any
 * thread.
 *
 * <p>{@link #matches} is the definition of the language: an index may only narrow down which events are asked.
 */
public sealed interface Query permits All, And, Or, Not, Fellow, Leaf {
    /**
     * Reads a query that means the same at any time; relative times such as {@code -15m} are refused.
     *
     * @throws QuerySyntaxException when the text is no query; it says what is wrong, where, and what would be right
     */
    static Query parse(String text) {
        return new Parser(text, null).query();
    }

    /**
     * Reads a query, with relative times in comparisons of {@code time} counted from {@code now}. They become absolute: the
     * query that is returned prints and means the same later.
     *
     * @throws QuerySyntaxException when the text is no query; it says what is wrong, where, and what would be right
     */
    static Query parse(String text, Instant now) {
        return new Parser(text, now).query();
    }

    /** Whether the event meets this condition. Never throws, and takes time linear in the event for a given query. */
    boolean matches(LogEvent event);

    /** The query as text that {@link #parse(String)} reads back to an equal query. */
    String print();

    /** The names of the fields that are asked, in the order of the text; bare words ask all fields and add none. */
    default Set<String> fields() {
        return Shape.fields(this);
    }
}
