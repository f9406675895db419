package io.tocsin.store;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.zip.CRC32C;

/**
 * Where columns are written: what is small goes to the head, which becomes part of the header of the block; what is large
 * becomes a frame of its own, so that its bytes have statistics of their own and are read only when needed.
 */
final class ColumnSink {
    /** Below this a frame's own header, table and checksum cost more than it saves. */
    static final int INLINE = 192;

    private final BlockSink head = new BlockSink(1 << 14);
    private final BlockSink frames = new BlockSink(1 << 17);
    private final CRC32C checksum = new CRC32C();
    private ZstdCompressCtx zstd;

    ColumnSink(ZstdCompressCtx zstd) {
        this.zstd = zstd;
    }

    void start(ZstdCompressCtx context) {
        head.clear();
        frames.clear();
        zstd = context;
    }

    BlockSink head() {
        return head;
    }

    BlockSink frames() {
        return frames;
    }

    /** Takes back what was written since then. */
    void cut(int headSize, int frameSize) {
        head.cut(headSize);
        frames.cut(frameSize);
    }

    /** Writes a column such that a reader can skip it: the lengths of its head and of its frames stand before it. */
    void skippable(Runnable column) {
        int mark = head.size();
        int frameMark = frames.size();
        column.run();
        int length = head.size() - mark;
        head.insertNumber(mark, frames.size() - frameMark);
        head.insertNumber(mark, length);
    }

    /** Writes bytes whose number the reader will know. */
    void stream(byte[] bytes, int length) {
        if (length <= INLINE) {
            head.raw(bytes, 0, length);
            return;
        }
        int bound = length + (length >>> 7) + 512;
        byte[] target = frames.room(bound);
        int at = frames.size();
        int packed = zstd.compressByteArray(target, at, bound, bytes, 0, length);
        if (packed >= length) {
            System.arraycopy(bytes, 0, target, at, length);
            packed = length;
        }
        frames.grown(packed);
        head.number(packed);
        head.int32(checksum(target, at, packed));
    }

    int checksum(byte[] bytes, int from, int length) {
        checksum.reset();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }
}
