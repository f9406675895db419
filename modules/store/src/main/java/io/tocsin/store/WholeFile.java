package io.tocsin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Small files that are either the old or the new one, whenever the power fails. */
final class WholeFile {
    /** What is being written; one that is left over from a crash is overwritten. */
    private static final String PENDING = ".pending";

    private WholeFile() {}

    /** Writes a file, durably. */
    static void replace(Path file, String text) throws IOException {
        Path pending = file.resolveSibling(file.getFileName() + PENDING);
        try (FileChannel channel = FileChannel.open(
                pending, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
        move(pending, file);
    }

    /** Gives a written file its name, durably. */
    static void move(Path pending, Path file) throws IOException {
        Files.move(pending, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) syncFolder(folder);
    }

    /** The name of a file is durable only with its folder. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
