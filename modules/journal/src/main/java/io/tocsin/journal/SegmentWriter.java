package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes one new segment. After any exception it must not be written to again, only {@link #abandon}ed. */
final class SegmentWriter implements Closeable {
    /** Collects small records into one write; larger ones go to the disk by themselves. */
    private static final int BUFFER_BYTES = 1 << 18;

    private final Segment segment;
    private final Disk.File file;
    private final int salt;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long bytes;
    private long syncedBytes;

    /** Takes an empty file and makes its header durable; the folder is up to the caller. */
    SegmentWriter(Segment segment, Disk.File file, int salt) throws IOException {
        this.segment = segment;
        this.file = file;
        this.salt = salt;
        ByteBuffer header = new SegmentHeader(segment, salt).bytes();
        bytes = header.remaining();
        drain(header);
        sync();
    }

    Segment segment() {
        return segment;
    }

    /** File size, with what is still in the buffer. */
    long bytes() {
        return bytes;
    }

    boolean hasRecords() {
        return bytes > Segment.HEADER_BYTES;
    }

    /** Adds a record; durable only after {@link #sync}. */
    void append(long position, byte[] payload) throws IOException {
        if (buffer.remaining() < Segment.RECORD_HEADER_BYTES + payload.length) flush();
        buffer.putInt(payload.length)
                .putInt(Segment.checksum(salt, position, payload))
                .putLong(position);
        bytes += Segment.RECORD_HEADER_BYTES + payload.length;
        if (payload.length <= buffer.remaining()) {
            buffer.put(payload);
        } else {
            flush();
            drain(ByteBuffer.wrap(payload));
        }
    }

    void sync() throws IOException {
        flush();
        file.sync();
        syncedBytes = bytes;
    }

    private void flush() throws IOException {
        drain(buffer.flip());
        buffer.clear();
    }

    private void drain(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            if (file.write(from) <= 0) {
                throw new IOException("cannot write segment " + segment.fileName() + ": the disk takes no bytes");
            }
        }
    }

    /** Gives up after a failure; tries to take back what was not synced, so that it cannot reappear after a restart. */
    void abandon(Throwable cause) {
        try (file) {
            file.truncate(syncedBytes);
        } catch (IOException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
