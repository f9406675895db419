package io.tocsin.journal;

/**
 * What a journal has done since it was opened, for metrics; the numbers are read one by one, not as one snapshot.
 *
 * @param appendedRecords records acknowledged
 * @param appendedBytes their payload bytes
 * @param failedRecords records whose append failed on the disk
 * @param refusedRecords records refused because too much waited already
 * @param fsyncs successful syncs of record data
 * @param lastFsyncNanos how long the last of them took
 * @param waitingRecords records accepted and not yet answered
 * @param waitingBytes their payload bytes
 * @param segments segment files at present
 */
public record JournalStats(
        long appendedRecords,
        long appendedBytes,
        long failedRecords,
        long refusedRecords,
        long fsyncs,
        long lastFsyncNanos,
        long waitingRecords,
        long waitingBytes,
        int segments) {}
