package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders in memory, where the system has room for them there; elsewhere on the disk, as always. For tests that open
 * and change hundreds of stores: they waited for the disk to sync, which no process can tell from one that did not. Power does
 * not fail in tests; what a crash leaves behind is copied, see {@link FolderCopy}.
 */
final class FolderInMemory implements TempDirFactory {
    /** Of Linux; in containers it is often too small. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ROOM_MIN = 512L << 20;

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        String prefix = "tocsin-store";
        return hasRoom() ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    private static boolean hasRoom() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM_MIN;
    }
}
