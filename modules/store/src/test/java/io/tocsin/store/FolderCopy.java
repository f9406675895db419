package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the disk holds at this moment, as after pulling the plug. */
final class FolderCopy {
    private FolderCopy() {}

    /** Copies a folder; what is deleted meanwhile is left out. The target must not lie inside of it. */
    static Path of(Path folder, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) copy(file, target.resolve(folder.relativize(file)));
        }
        return target;
    }

    /** What was looked at and is needed no more. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void copy(Path file, Path target) throws IOException {
        try {
            if (Files.isDirectory(file)) Files.createDirectories(target);
            else Files.copy(file, target);
        } catch (NoSuchFileException goneMeanwhile) {
            Files.deleteIfExists(target);
        }
    }
}
