package io.tocsin.server.rehearse;

import java.time.Instant;

/**
 * A body on its way in.
 *
 * @param at when it arrives
 * @param source the channel it comes through, such as {@code http}
 * @param batch what its sender calls it
 */
// An array, because it goes to the decoder as it is; never compared.
@SuppressWarnings("ArrayRecordComponent")
record Arrival(Instant at, String source, String batch, byte[] body) {}
