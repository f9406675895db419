package io.tocsin.query;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on values, one at a time: what an index that keeps values by column asks. An event meets it when some value of
 * the field passes {@link #test}, or some correlation ID passes {@link #testId} where {@link #asksIds} says so.
 */
public sealed interface Leaf extends Query
        permits Word, Phrase, Equal, Wildcard, Whole, Regex, Exists, Compare, Between, Cidr, TimePart {
    /** The field whose values are asked; null for any value of any field. */
    @Nullable
    String field();

    /**
     * Whether a value of that field, or of any field, meets the condition. The time of an event is given as
     * {@link java.time.Instant} writes it, its id as {@link io.tocsin.model.EventId} does.
     */
    boolean test(String value);

    /**
     * Whether correlation IDs are asked as well, with {@link #testId}: by {@link Word}, by {@link Wildcard} without a field, and
     * by conditions on {@code request_id}, which is any of them.
     */
    default boolean asksIds() {
        return FieldNames.REQUEST_ID.equals(field());
    }

    /** Whether a correlation ID of an event meets the condition. False where {@link #asksIds} is. */
    default boolean testId(String id) {
        return asksIds() && test(id);
    }

    /** Whether the field is the time of the event, whatever it carries under that name. */
    default boolean isTime() {
        String field = field();
        return field != null && Lookup.isTime(field);
    }

    /** Whether the field is the id of the event, whatever it carries under that name. */
    default boolean isId() {
        return Lookup.ID.equals(field());
    }

    /**
     * Words, folded as {@link Words#of} does, each of which occurs in some value or correlation ID of every event that meets
     * this condition; empty when nothing is known.
     */
    default List<String> words() {
        return List.of();
    }

    @Override
    default boolean matches(LogEvent event) {
        return Lookup.any(event, this);
    }
}
