package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one measurement; gone afterwards. */
final class Scratch implements AutoCloseable {
    private final Path folder;

    Scratch(String name) throws IOException {
        this.folder = Files.createTempDirectory("tocsin-" + name);
    }

    Path folder() {
        return folder;
    }

    /** Bytes of all files below a folder of it; those that vanish meanwhile are left out. */
    long bytes(String below) throws IOException {
        Path top = folder.resolve(below);
        if (!Files.exists(top)) return 0;
        long sum = 0;
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.toList()) sum += size(file);
        }
        return sum;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException merged) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
