package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads what {@link ColumnSink} wrote: a head, and the frames of the block that belong to it, in order. */
final class ColumnSource {
    /** No stream is longer: a block holds at most {@link BlockWriter#MAX_BYTES} of JSON. */
    private static final int MAX_STREAM = 1 << 30;

    private final BlockSource head;
    private final byte[] block;
    private final int framesStart;
    private final int framesEnd;
    private int frameAt;

    ColumnSource(BlockSource head, byte[] block, int framesStart, int framesEnd) {
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
        return new ColumnSource(head.again(), block, frameAt, framesEnd);
    }

    /** The next column written with {@link ColumnSink#skippable}; this source goes on behind it. */
    ColumnSource skippable() throws IOException {
        int length = head.count(head.left());
        int frames = head.count(framesEnd - frameAt);
        frameAt += frames;
        return new ColumnSource(head.slice(length), block, frameAt - frames, frameAt);
    }

    /** Checks all frames up to here, which must be so many bytes. */
    void checkSoFar(long length, int checksum) throws IOException {
        if (length != frameAt - framesStart) throw new IOException("cannot read block: frames of another length");
        check(block, framesStart, frameAt - framesStart, checksum);
    }

    /** A stream of so many bytes. */
    byte[] stream(long length) throws IOException {
        if (length < 0 || length > MAX_STREAM) {
            throw new IOException("cannot read block: a stream of " + length + " bytes, more than " + MAX_STREAM);
        }
        if (length <= ColumnSink.INLINE) return head.raw((int) length);
        int packed = head.count(framesEnd - frameAt);
        int checksum = head.int32();
        int from = frameAt;
        frameAt += packed;
        check(block, from, packed, checksum);
        if (packed == length) return Arrays.copyOfRange(block, from, frameAt);
        byte[] bytes = new byte[(int) length];
        ZstdFrames.unpack(block, from, packed, bytes);
        return bytes;
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
