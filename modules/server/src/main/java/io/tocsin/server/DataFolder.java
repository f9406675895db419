package io.tocsin.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is kept. It belongs to one process at a time: two that page for the same alerts, or write the same journal,
 * are worse than none. The system gives the lock back when the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private DataFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, and takes it.
     *
     * @throws IOException when it cannot be written to or another process has it, in words for whoever starts us
     */
    public static DataFolder take(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            return new DataFolder(folder, lock(folder.resolve("lock")));
        } catch (IOException e) {
            throw new IOException("cannot use data folder " + folder + ": " + reason(e), e);
        }
    }

    /**
     * Takes a folder that is there.
     *
     * @throws IOException when it is not, or as {@link #take} does
     */
    public static DataFolder takePresent(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("cannot use data folder " + folder + ": there is no such folder");
        }
        try {
            return take(folder);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; if a server runs on it, stop that first", e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) throw new IOException("another process is using it");
            // Says whose it is, and shows that the disk takes bytes at all.
            String process = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("this process is using it already", e);
        }
    }

    /** The JDK's own messages are often nothing but the path. */
    static String reason(IOException failure) {
        return switch (failure) {
            case FileAlreadyExistsException e -> "it is not a folder";
            case AccessDeniedException e -> "permission denied for " + e.getFile();
            case NoSuchFileException e -> "cannot create " + e.getFile();
            case FileSystemException e when e.getReason() != null -> e.getReason() + ", " + e.getFile();
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** The folder itself. */
    public Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
