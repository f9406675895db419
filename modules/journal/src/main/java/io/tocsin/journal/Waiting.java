package io.tocsin.journal;

import java.util.concurrent.CompletableFuture;

/** What callers have asked the writer thread to do. */
sealed interface Waiting {
    /** A record on its way to the disk. */
    // An array, because the disk wants these very bytes; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Append(byte[] record, CompletableFuture<Long> done) implements Waiting {}

    /** Segments that may go. */
    record Drop(long before, CompletableFuture<Boolean> done) implements Waiting {}
}
