package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file system. */
final class FileDisk implements Disk {
    private static final String LOCK_NAME = "lock";

    @Override
    public Closeable lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            throw inUse(folder, sameProcess);
        } finally {
            if (!locked) channel.close();
        }
        if (!locked) throw inUse(folder, null);
        return channel;
    }

    private static IOException inUse(Path folder, @Nullable Exception cause) {
        return new IOException("cannot open journal " + folder + ": it is in use by another opener", cause);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Override
    public File create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        return UncachedFile.of(path, new OpenFile(channel));
    }

    @Override
    public File read(Path path) throws IOException {
        return new OpenFile(FileChannel.open(path, StandardOpenOption.READ));
    }

    @Override
    public File open(Path path) throws IOException {
        return new OpenFile(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    /** A folder opened for reading can be synced on the systems we run on; that is how its names reach the disk. */
    @Override
    public void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A file by way of the page cache. */
    record OpenFile(FileChannel channel) implements File {
        @Override
        public int blockBytes() {
            return 1;
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            return channel.write(bytes, offset);
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        /** Data and length, not the times: fdatasync is enough to find the records again. */
        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
