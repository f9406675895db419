package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment, written twice because all its records depend on the salt: one flipped bit must not cost a
 * whole file. Layout: {@code magic:8 version:4 salt:4 base:8 previousEnd:8 crc32c:8}.
 */
record SegmentHeader(Segment segment, int salt) {
    static final int BYTES = 40;

    private static final long MAGIC = 0x546f6373696e4a6cL; // "TocsinJl"
    private static final int VERSION = 1;

    /** Both copies, ready to be written. */
    ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * BYTES);
        put(bytes);
        put(bytes);
        return bytes.flip();
    }

    private void put(ByteBuffer bytes) {
        int start = bytes.position();
        bytes.putLong(MAGIC)
                .putInt(VERSION)
                .putInt(salt)
                .putLong(segment.base())
                .putLong(segment.previousEnd());
        bytes.putLong(checksum(bytes, start));
    }

    /**
     * Reads the copy at an offset; empty when it is cut off or broken.
     *
     * @throws IOException when it is whole but written in a later format
     */
    static Optional<SegmentHeader> read(ByteBuffer bytes, int offset) throws IOException {
        if (bytes.limit() < offset + BYTES) return Optional.empty();
        boolean whole = bytes.getLong(offset) == MAGIC && bytes.getLong(offset + 32) == checksum(bytes, offset);
        if (!whole) return Optional.empty();
        int version = bytes.getInt(offset + 8);
        if (version != VERSION) {
            throw new IOException("cannot read segment: format version " + version + ", this build reads " + VERSION);
        }
        Segment segment = new Segment(bytes.getLong(offset + 16), bytes.getLong(offset + 24));
        return Optional.of(new SegmentHeader(segment, bytes.getInt(offset + 12)));
    }

    private static long checksum(ByteBuffer bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, BYTES - Long.BYTES));
        return crc.getValue();
    }
}
