package io.tocsin.journal;

/**
 * Name and limits of one journal.
 *
 * @param name for the writer thread and for error texts
 * @param segmentBytes a segment that has reached this size is closed and a new one begun
 * @param recordBytesMax larger records are refused
 * @param waitingBytesMax payload bytes that may wait for the disk before appends are refused
 * @param lowestPosition no new record gets a lower position: guards those who remember positions against a folder that was
 *     emptied behind their back
 */
public record JournalSettings(
        String name, long segmentBytes, int recordBytesMax, long waitingBytesMax, long lowestPosition) {
    /** Large enough that creating a file is rare, small enough that dropping whole segments frees space in time. */
    private static final long SEGMENT_BYTES = 64L << 20;

    /** A record is held in memory as a whole, when written and when read: bodies beyond this belong in pieces. */
    private static final int RECORD_BYTES_MAX = 32 << 20;

    /** Two records of the largest size; beyond it waiting only hides the overload from the sender. */
    private static final long WAITING_BYTES_MAX = 64L << 20;

    public JournalSettings {
        check("segmentBytes", segmentBytes, Segment.HEADER_BYTES, Long.MAX_VALUE);
        check("recordBytesMax", recordBytesMax, 1, Segment.PAYLOAD_BYTES_MAX);
        check("waitingBytesMax", waitingBytesMax, recordBytesMax, Long.MAX_VALUE);
        check("lowestPosition", lowestPosition, 0, Long.MAX_VALUE);
    }

    /** Settings with the default limits: segments of 64 MiB, records of up to 32 MiB, 64 MiB waiting. */
    public static JournalSettings named(String name) {
        return new JournalSettings(name, SEGMENT_BYTES, RECORD_BYTES_MAX, WAITING_BYTES_MAX, 0);
    }

    /** The same with another lowest position. */
    public JournalSettings positionsFrom(long position) {
        return new JournalSettings(name, segmentBytes, recordBytesMax, waitingBytesMax, position);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "cannot use " + what + " " + value + ": not between " + min + " and " + max);
        }
    }
}
