package io.tocsin.journal;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** What callers have asked the writer thread to do. */
sealed interface Waiting {
    /**
     * The first bytes of an array on their way to the disk; {@code durable} hears of the position before anybody else does. A
     * patient one waits a moment for others to share a sync with.
     */
    // An array, because the disk wants these very bytes; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Append(byte[] record, int length, boolean patient, LongConsumer durable, CompletableFuture<Long> done)
            implements Waiting {}

    /** Segments that may go. */
    record Drop(long before, CompletableFuture<Boolean> done) implements Waiting {}
}
