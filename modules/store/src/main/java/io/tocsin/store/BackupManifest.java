package io.tocsin.store;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The list of the files of one backup: {@code 00000007.manifest}. Its first line is the version of the format and a checksum
 * of the others, one file each. A backup exists when its manifest does.
 */
record BackupManifest(long number, List<BackupEntry> entries) {
    private static final String VERSION = "tocsin-backup 1 ";
    private static final String ENDING = ".manifest";

    BackupManifest {
        entries = List.copyOf(entries);
    }

    static Path file(Path backup, long number) {
        return backup.resolve("%08d".formatted(number) + ENDING);
    }

    /** The numbers of the backups in a folder, the oldest first. */
    static List<Long> numbers(Path backup) throws IOException {
        if (!Files.isDirectory(backup)) return List.of();
        try (Stream<Path> files = Files.list(backup)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{8,18}\\.manifest"))
                    .map(name -> Long.valueOf(name.substring(0, name.length() - ENDING.length())))
                    .sorted()
                    .toList();
        }
    }

    void write(Path backup) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (BackupEntry entry : entries) lines.append(entry.line()).append('\n');
        WholeFile.replace(file(backup, number), VERSION + checksum(lines.toString()) + "\n" + lines);
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws IOException when it is missing, damaged, or of a later version
     */
    static BackupManifest read(Path backup, long number) throws IOException {
        Path file = file(backup, number);
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            if (end < 0 || !text.startsWith(VERSION)) {
                throw damaged(file, "it does not begin with '" + VERSION.strip() + "'", null);
            }
            String lines = text.substring(end + 1);
            if (!text.substring(VERSION.length(), end).equals(checksum(lines))) {
                throw damaged(file, "its checksum is not that of its content", null);
            }
            List<BackupEntry> entries = new ArrayList<>();
            lines.lines().forEach(line -> entries.add(BackupEntry.read(line)));
            return new BackupManifest(number, entries);
        } catch (CharacterCodingException | IllegalArgumentException bad) {
            throw damaged(file, String.valueOf(bad.getMessage()), bad);
        }
    }

    private static IOException damaged(Path file, String cause, @Nullable Exception bad) {
        return new IOException("cannot read " + file + ": " + cause, bad);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
