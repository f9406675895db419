package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes one new segment. After any exception it must not be written to again, only {@link #abandon}ed. */
final class SegmentWriter implements Closeable {
    /** Collects small records into one write; larger ones go to the disk by themselves. */
    private static final int BUFFER_BYTES = 1 << 18;

    /**
     * Zeros written ahead of small groups. Bytes that overwrite zeros need no new length and no new blocks, so their sync
     * waits for the data alone: measured, 160 instead of 330 µs and a third of the CPU. The zeros cost one write more of as
     * many bytes, which is why large groups, whose sync is cheap for each of their bytes, go without.
     */
    private static final int AHEAD_BYTES = 1 << 20;

    private static final int SMALL_GROUP_BYTES = 1 << 17;

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(AHEAD_BYTES).asReadOnlyBuffer();

    private final Segment segment;
    private final Disk.File file;
    private final int salt;
    private final long bytesMax;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long bytes;
    private long writtenBytes;
    private long syncedBytes;

    /** Of the last groups: senders that wait for each other make small and large ones in turns. */
    private long usualGroupBytes;

    /** Where the zeros written ahead end; not less than what is written. */
    private long aheadBytes;

    /**
     * Takes an empty file and makes its header durable; the folder is up to the caller.
     *
     * @param bytesMax nothing is written ahead beyond this size
     */
    SegmentWriter(Segment segment, Disk.File file, int salt, long bytesMax) throws IOException {
        this.segment = segment;
        this.file = file;
        this.salt = salt;
        this.bytesMax = bytesMax;
        ByteBuffer header = new SegmentHeader(segment, salt).bytes();
        bytes = header.remaining();
        drain(header);
        sync();
    }

    Segment segment() {
        return segment;
    }

    /** Size of header and records, with what is still in the buffer. */
    long bytes() {
        return bytes;
    }

    boolean hasRecords() {
        return bytes > Segment.HEADER_BYTES;
    }

    /** Adds a record, the first bytes of an array; durable only after {@link #sync}. */
    void append(long position, byte[] payload, int length) throws IOException {
        if (buffer.remaining() < Segment.RECORD_HEADER_BYTES + length) flush();
        buffer.putInt(length)
                .putInt(Segment.checksum(salt, position, payload, length))
                .putLong(position);
        bytes += Segment.RECORD_HEADER_BYTES + length;
        if (length <= buffer.remaining()) {
            buffer.put(payload, 0, length);
        } else {
            flush();
            drain(ByteBuffer.wrap(payload, 0, length));
        }
    }

    void sync() throws IOException {
        flush();
        usualGroupBytes = (3 * usualGroupBytes + bytes - syncedBytes) / 4;
        if (usualGroupBytes < SMALL_GROUP_BYTES) zerosAhead();
        file.sync();
        syncedBytes = bytes;
    }

    private void zerosAhead() throws IOException {
        if (writtenBytes < aheadBytes || !hasRecords()) return;
        long room = Math.min(AHEAD_BYTES, bytesMax - writtenBytes);
        if (room <= 0) return;
        aheadBytes = writtenBytes + room;
        ByteBuffer zeros = ZEROS.duplicate().limit((int) room);
        try {
            while (zeros.hasRemaining()) put(zeros, writtenBytes + zeros.position());
        } catch (IOException noRoom) {
            // The records themselves are written; whether they are durable is for the sync to say.
            aheadBytes = Long.MAX_VALUE;
        }
    }

    private void flush() throws IOException {
        drain(buffer.flip());
        buffer.clear();
    }

    private void drain(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) writtenBytes += put(from, writtenBytes);
    }

    private int put(ByteBuffer from, long offset) throws IOException {
        int count = file.write(from, offset);
        if (count > 0) return count;
        throw new IOException("cannot write segment " + segment.fileName() + ": the disk takes no bytes");
    }

    /** Gives up after a failure; tries to take back what was not synced, so that it cannot reappear after a restart. */
    void abandon(Throwable cause) {
        try (file) {
            file.truncate(syncedBytes);
        } catch (IOException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    /** Gives back what was written ahead, then closes. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (aheadBytes > writtenBytes) file.truncate(writtenBytes);
        }
    }
}
