package io.tocsin.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/** Reads what {@link ColumnSink} wrote: a head, and the frames of the block that belong to it, in order. */
final class ColumnSource {
    /** No stream is longer: a block holds at most {@link BlockWriter#MAX_BYTES} of JSON. */
    private static final int MAX_STREAM = 1 << 30;

    private final BlockSource head;
    private final byte[] block;
    private final int framesStart;
    private final int framesEnd;
    private final AtomicLong unpacked;
    private int frameAt;

    /** @param unpacked counts the bytes that are made of the frames */
    ColumnSource(BlockSource head, byte[] block, int framesStart, int framesEnd, AtomicLong unpacked) {
        this.unpacked = unpacked;
        this.head = head;
        this.block = block;
        this.framesStart = framesStart;
        this.frameAt = framesStart;
        this.framesEnd = framesEnd;
    }

    BlockSource head() {
        return head;
    }

    /** The same column from where this source is now. */
    ColumnSource again() {
        return new ColumnSource(head.again(), block, frameAt, framesEnd, unpacked);
    }

    /** The next column written with {@link ColumnSink#skippable}; this source goes on behind it. */
    ColumnSource skippable() throws IOException {
        int length = head.count(head.left());
        int frames = head.count(framesEnd - frameAt);
        frameAt += frames;
        return new ColumnSource(head.slice(length), block, frameAt - frames, frameAt, unpacked);
    }

    /** Checks all frames up to here, which must be so many bytes. */
    void checkSoFar(long length, int checksum) throws IOException {
        if (length != frameAt - framesStart) throw new IOException("cannot read block: frames of another length");
        check(block, framesStart, frameAt - framesStart, checksum);
    }

    /** How many bytes were made of the frames of the block. */
    AtomicLong unpacked() {
        return unpacked;
    }

    /** A stream of so many bytes. */
    byte[] stream(long length) throws IOException {
        return later(length).unpack();
    }

    /** A stream of so many bytes, stepped over until it is asked for. */
    Packed later(long length) throws IOException {
        if (length < 0 || length > MAX_STREAM) {
            throw new IOException("cannot read block: a stream of " + length + " bytes, more than " + MAX_STREAM);
        }
        if (length <= ColumnSink.INLINE) return Packed.inHeader(head.raw((int) length), unpacked);
        int packed = head.count(framesEnd - frameAt);
        int checksum = head.int32();
        int from = frameAt;
        frameAt += packed;
        return Packed.frame(block, from, packed, (int) length, checksum, unpacked);
    }

    static void check(byte[] bytes, int from, int length, int expected) throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        if ((int) checksum.getValue() != expected) {
            throw new IOException(
                    "cannot read block: " + length + " bytes at " + from + " do not match their checksum");
        }
    }
}
