package io.tocsin.store;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Contexts of zstd, lent to one thread at a time and used again: making one costs more than a column. They hold native
 * memory, so they belong to this small pool and not to threads, which come and go.
 */
final class ZstdFrames {
    /** More threads than this at once make their own for the moment. */
    private static final int KEPT = 16;

    /** Columns are short: level 3 gains 1.6 % at best (linux), loses 0.6 % (PayGen), and takes longer. */
    private static final int LEVEL = 1;

    private static final ArrayBlockingQueue<ZstdCompressCtx> COMPRESSORS = new ArrayBlockingQueue<>(KEPT);
    private static final ArrayBlockingQueue<ZstdDecompressCtx> DECOMPRESSORS = new ArrayBlockingQueue<>(KEPT);

    private ZstdFrames() {}

    static ZstdCompressCtx borrow() {
        ZstdCompressCtx kept = COMPRESSORS.poll();
        return kept != null ? kept : new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false);
    }

    static void giveBack(ZstdCompressCtx context) {
        if (!COMPRESSORS.offer(context)) context.close();
    }

    /** Unpacks one frame that must give exactly {@code target.length} bytes. */
    static void unpack(byte[] bytes, int from, int length, byte[] target) throws IOException {
        ZstdDecompressCtx kept = DECOMPRESSORS.poll();
        ZstdDecompressCtx context = kept != null ? kept : new ZstdDecompressCtx();
        try {
            int unpacked = context.decompressByteArray(target, 0, target.length, bytes, from, length);
            if (unpacked != target.length) {
                throw new IOException("cannot read block: a frame of " + unpacked + " bytes where " + target.length
                        + " were written");
            }
        } catch (ZstdException broken) {
            throw new IOException("cannot read block: " + broken.getMessage(), broken);
        } finally {
            if (!DECOMPRESSORS.offer(context)) context.close();
        }
    }
}
