package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes the system forget what it holds of files, so that the next read goes to the disk. */
final class PageCache {
    private static final Path ALL = Path.of("/proc/sys/vm/drop_caches");

    private PageCache() {}

    /** Waits until everything that was written is on the disk. */
    static void sync() throws IOException, InterruptedException {
        if (Tool.run(List.of("sync")).status() != 0) throw new IOException("cannot sync");
    }

    /** Drops the pages of the files below a folder, which nobody must have open; says how. */
    static String drop(Path folder) throws IOException, InterruptedException {
        sync();
        if (Files.isWritable(ALL)) {
            Files.writeString(ALL, "3\n");
            return "the page cache of the machine dropped before each";
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Tool.run(List.of("dd", "if=" + file, "iflag=nocache", "count=0"));
            }
        }
        return "the system asked to forget the files before each";
    }
}
