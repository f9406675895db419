package io.tocsin.benchmarks;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes a file is when it is packed as {@code zstd -3} packs it, which is the fair measure of what is in it. */
final class Weigh {
    private static final int LEVEL = 3;

    private Weigh() {}

    static long zstd(Path file) throws IOException {
        Counting counting = new Counting();
        try (InputStream in = Files.newInputStream(file);
                ZstdOutputStream out = new ZstdOutputStream(counting, LEVEL)) {
            in.transferTo(out);
        }
        return counting.bytes;
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
