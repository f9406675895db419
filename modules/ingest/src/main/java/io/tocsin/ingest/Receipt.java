package io.tocsin.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What became of a batch that is durable.
 *
 * @param duplicates events that were not stored, because an event of the same {@code _id} of the same sender was
 * @param first what was said when this batch was stored, when it was stored before; null when it is new
 */
public record Receipt(int duplicates, Intake.@Nullable Named first) {
    /** All of it was stored, now. */
    public static final Receipt NEW = new Receipt(0, null);
}
