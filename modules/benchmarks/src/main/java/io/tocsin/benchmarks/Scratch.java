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

    /** In a folder other than the one for temporary files. */
    Scratch(Path in, String name) throws IOException {
        this.folder = Files.createTempDirectory(in, "tocsin-" + name);
    }

    Path folder() {
        return folder;
    }

    /** Bytes of all files below a folder of it; those that vanish meanwhile are left out. */
    long bytes(String below) throws IOException {
        return bytesBelow(folder.resolve(below));
    }

    /** The same of any folder. */
    static long bytesBelow(Path top) throws IOException {
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

    /** A folder in it. */
    Path make(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /** Deletes a folder and all in it. */
    static void delete(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
