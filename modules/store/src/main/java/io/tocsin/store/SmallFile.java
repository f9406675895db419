package io.tocsin.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of a few lines that is replaced as a whole: after a crash it has the old lines or the new ones. Before them stands a
 * line with the version of its format and a checksum of all the rest, so that a damaged line is never taken for another.
 */
record SmallFile(Path path, String version) {
    /** What was written cannot be read any more. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }

    boolean isThere() {
        return Files.exists(path);
    }

    /**
     * Its lines; none when there is no file.
     *
     * @throws Damaged when its checksum is wrong
     * @throws IOException when it cannot be read, or is of another version
     */
    List<String> lines() throws IOException {
        String text = text();
        if (text == null) return List.of();
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        String lines = end < 0 ? "" : text.substring(end + 1);
        String written = first.substring(0, Math.max(0, first.lastIndexOf(' ')));
        if (end < 0 || !first.equals(written + " " + checksum(written + lines))) {
            throw new Damaged("cannot read " + path
                    + ": its checksum is not that of its content. Take it from a backup, or run 'tocsin store repair'");
        }
        if (!written.equals(version)) {
            throw new IOException(
                    "cannot read " + path + ": it is of version '" + written + "', this build reads '" + version + "'");
        }
        return lines.lines().toList();
    }

    /** Whatever its lines are, without the first; for who can tell by themselves which of them are whole. */
    List<String> uncheckedLines() throws IOException {
        String text = text();
        return text == null ? List.of() : text.lines().skip(1).toList();
    }

    private @Nullable String text() throws IOException {
        try {
            // A byte that is no text becomes a sign that no checksum fits.
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            return null;
        }
    }

    /** Replaces its lines, durably. */
    void write(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) text.append(line).append('\n');
        WholeFile.replace(path, version + " " + checksum(version + text) + "\n" + text);
    }

    /** Eight hexadecimal digits of the CRC32C of a text. */
    static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
