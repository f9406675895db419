package io.tocsin.journal;

/**
 * Bytes of a segment that could not be read as records. Found when the journal is opened or replayed, never repaired.
 *
 * @param kind what is broken
 * @param segment file name of the segment
 * @param offset where in the file the unreadable bytes begin
 * @param bytesLost how many bytes were skipped or cut; 0 when only a redundant copy or a whole stretch of records is gone
 * @param fromPosition the lowest position that may have been lost
 * @param toPosition the position behind the highest that may have been lost; equal to {@code fromPosition} when no record
 *     was
 */
public record Damage(Kind kind, String segment, long offset, long bytesLost, long fromPosition, long toPosition) {
    /** What is broken. */
    public enum Kind {
        /** The end of the newest segment was not whole and has been cut: normal after a crash in the middle of a write. */
        TORN_TAIL,
        /** Bytes between or behind records that no longer match their checksum; records were lost. */
        BROKEN_RECORD,
        /** One or both copies of the segment's header are unreadable; with one copy left no record is lost. */
        BROKEN_HEADER,
        /** The segment ends before the next one begins: records, or a whole segment, are missing. */
        MISSING_RECORDS
    }

    @Override
    public String toString() {
        return kind + " in segment " + segment + " at offset " + offset + ", " + bytesLost + " bytes lost, "
                + (toPosition > fromPosition ? "positions " + fromPosition + " to " + (toPosition - 1) : "no record");
    }

    /** Whether records that had been acknowledged may be gone: anything but the unfinished end that a crash leaves. */
    public boolean serious() {
        return kind != Kind.TORN_TAIL;
    }
}
