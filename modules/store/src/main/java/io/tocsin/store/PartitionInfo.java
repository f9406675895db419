package io.tocsin.store;

import java.time.Instant;

/**
 * A part of the store that is let go of as a whole.
 *
 * @param name of its folder: {@code 2026-11-28}, {@code 2026-11-28.audit}, {@code late-2026-11-28}
 * @param keepClass the retention class of its events; {@code default} where none is configured
 * @param day midnight, UTC, of the day that it is for; of arrival, where its events were late
 * @param from time of its oldest event
 * @param to time of its newest event
 * @param events that it holds
 * @param bytes that it takes on disk
 */
public record PartitionInfo(
        String name, String keepClass, Instant day, Instant from, Instant to, long events, long bytes) {}
