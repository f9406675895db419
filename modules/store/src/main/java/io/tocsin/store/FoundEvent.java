package io.tocsin.store;

import java.time.Instant;

/**
 * An event as the store gives it back.
 *
 * @param id as given on acceptance
 * @param time when it happened
 * @param receivedAt when it was accepted
 * @param json the very bytes that were sent
 */
// An array, because the answer is written from these bytes; never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FoundEvent(long id, Instant time, Instant receivedAt, byte[] json) {}
