package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file of a few lines that is replaced as a whole: after a crash it has the old lines or the new ones. */
record SmallFile(Path path) {
    /** Its lines; none when there is no file. */
    List<String> lines() throws IOException {
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException missing) {
            return List.of();
        }
    }

    /** Replaces its lines, durably. */
    void write(List<String> lines) throws IOException {
        WholeFile.replace(path, String.join("\n", lines) + "\n");
    }
}
