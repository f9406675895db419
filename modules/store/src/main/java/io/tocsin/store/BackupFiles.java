package io.tocsin.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The bytes of all backups in a folder, each content once, in {@code files/}. */
final class BackupFiles {
    private static final int BUFFER = 1 << 18;
    private static final String PENDING = "copy.pending";

    private final Path folder;

    BackupFiles(Path backup) {
        this.folder = backup.resolve("files");
    }

    Path of(BackupEntry entry) {
        return folder.resolve(entry.stored());
    }

    private boolean has(BackupEntry entry) throws IOException {
        Path file = of(entry);
        return Files.isRegularFile(file) && Files.size(file) == entry.length();
    }

    /** What was stored of a file. */
    record Stored(BackupEntry entry, boolean copied) {}

    /**
     * Stores a file as it is now, up to its present length, if it is not there yet.
     *
     * @param before what an earlier backup stored of it; null for nothing
     */
    Stored store(Path file, String path, @Nullable BackupEntry before) throws IOException {
        Files.createDirectories(folder);
        long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        // Opened first: a file that is replaced meanwhile is still the old one, whole.
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = from.size();
            if (before != null && before.length() == length && before.modified() == modified && has(before)) {
                return new Stored(before, false);
            }
            Path pending = folder.resolve(PENDING);
            BackupEntry entry = new BackupEntry(path, length, modified, copy(from, length, pending));
            boolean lacks = !has(entry);
            if (lacks) WholeFile.move(pending, of(entry));
            else Files.delete(pending);
            return new Stored(entry, lacks);
        }
    }

    /** Copies a stored file to where it belongs. */
    void restore(BackupEntry entry, Path target) throws IOException {
        try (FileChannel from = FileChannel.open(of(entry), StandardOpenOption.READ)) {
            if (copy(from, entry.length(), target) != entry.checksum()) {
                throw new IOException("cannot restore " + entry.path() + ": it changed while it was read");
            }
        }
    }

    /** Copies the beginning of a file, durably, and gives its checksum. */
    private static long copy(FileChannel from, long length, Path target) throws IOException {
        CRC32C crc = new CRC32C();
        try (FileChannel to = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (long left = length; left > 0; left -= buffer.limit()) {
                buffer.clear().limit((int) Math.min(BUFFER, left));
                if (from.read(buffer) < 0) {
                    throw new IOException(
                            "cannot copy to " + target + ": the file lost " + left + " bytes at its end meanwhile");
                }
                buffer.flip();
                crc.update(buffer.duplicate());
                while (buffer.hasRemaining()) to.write(buffer);
            }
            to.force(true);
        }
        return crc.getValue();
    }

    /** What is wrong with a stored file, or null. */
    @Nullable
    String problem(BackupEntry entry) throws IOException {
        Path file = of(entry);
        if (!Files.isRegularFile(file)) return entry.path() + " is missing";
        long length = Files.size(file);
        if (length != entry.length()) return entry.path() + " has " + length + " bytes, not " + entry.length();
        return checksum(file) == entry.checksum() ? null : entry.path() + " was changed: its checksum is another";
    }

    private static long checksum(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) crc.update(buffer, 0, read);
        }
        return crc.getValue();
    }

    /** Removes what no backup names. */
    void keepOnly(Set<String> stored) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!stored.contains(file.getFileName().toString())) Files.delete(file);
            }
        }
    }
}
