package io.tocsin.journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A disk that knows what has been synced, writes short, fails when told to, and loses the rest in a crash. */
final class MemoryDisk implements Disk {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Content> files = new HashMap<>();
    private final Map<String, Content> durableNames = new HashMap<>();
    private final Set<Path> lockedFolders = new HashSet<>();
    private final Random random;
    private final int blockBytes;
    private boolean dead;
    private long freeBytes = Long.MAX_VALUE;
    private int syncsToFail;

    MemoryDisk(Random random) {
        this(random, 1);
    }

    /** A disk that takes whole blocks only. */
    MemoryDisk(Random random, int blockBytes) {
        this.random = random;
        this.blockBytes = blockBytes;
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
        private int size;
        private int syncedSize;

        /** What the disk holds of the synced part, where it differs from what was written since. */
        private byte[] synced = new byte[0];

        /** The lowest offset written to since the last sync. */
        private int dirtyFrom = Integer.MAX_VALUE;

        private void write(byte[] more, int offset) {
            int end = offset + more.length;
            if (end > bytes.length) bytes = Arrays.copyOf(bytes, end * 2);
            System.arraycopy(more, 0, bytes, offset, more.length);
            size = Math.max(size, end);
            dirtyFrom = Math.min(dirtyFrom, offset);
        }

        private void sync() {
            synced = Arrays.copyOf(bytes, size);
            syncedSize = size;
            dirtyFrom = Integer.MAX_VALUE;
        }
    }

    void failSyncs(int count) {
        locked(() -> syncsToFail = count);
    }

    /** Every access to the disk hangs while this runs. */
    void whileStuck(Runnable run) {
        lock.lock();
        try {
            run.run();
        } finally {
            lock.unlock();
        }
    }

    void freeBytes(long bytes) {
        locked(() -> freeBytes = bytes);
    }

    void flipBit(String name, int offset, int bit) {
        locked(() -> file(name).bytes[offset] ^= (byte) (1 << bit));
    }

    void takeOut(String name, int offset) {
        locked(() -> {
            Content file = file(name);
            System.arraycopy(file.bytes, offset + 1, file.bytes, offset, file.size - offset - 1);
            file.size--;
            file.syncedSize = Math.min(file.size, file.syncedSize);
            return true;
        });
    }

    void cut(String name, int size) {
        locked(() -> {
            Content file = file(name);
            file.size = size;
            file.syncedSize = Math.min(size, file.syncedSize);
            return true;
        });
    }

    int size(String name) {
        return locked(() -> file(name).size);
    }

    byte[] bytes(String name) {
        return locked(() -> Arrays.copyOf(file(name).bytes, file(name).size));
    }

    void lose(String name) {
        locked(() -> files.remove(name) != null);
    }

    /** Pulls the plug: this disk answers no more; the result holds what was synced and, by chance, some of the rest. */
    MemoryDisk crash() {
        return locked(() -> {
            dead = true;
            MemoryDisk survivor = new MemoryDisk(random, blockBytes);
            Map<String, Content> names = new HashMap<>(durableNames);
            if (random.nextBoolean()) names = new HashMap<>(files);
            names.forEach((name, content) -> survivor.files.put(name, afterCrash(content)));
            survivor.durableNames.putAll(survivor.files);
            return survivor;
        });
    }

    private Content afterCrash(Content content) {
        Content kept = new Content();
        int unsynced = content.size - content.syncedSize;
        int size = content.syncedSize + (unsynced > 0 ? random.nextInt(unsynced + 1) : 0);
        kept.write(Arrays.copyOf(content.bytes, size), 0);
        // Of what overwrote synced bytes, zeros for instance, a part may have arrived.
        int overwritten = content.syncedSize - content.dirtyFrom;
        if (overwritten > 0) {
            int arrived = random.nextInt(overwritten + 1);
            int from = content.dirtyFrom + arrived;
            System.arraycopy(content.synced, from, kept.bytes, from, overwritten - arrived);
        }
        // The length may reach the disk before the bytes do: then the tail reads as zeros or as something else.
        if (unsynced > 0 && random.nextInt(3) == 0) {
            byte[] rest = new byte[content.size - size];
            if (random.nextBoolean()) random.nextBytes(rest);
            kept.write(rest, kept.size);
        }
        kept.sync();
        return kept;
    }

    @Override
    public Closeable lock(Path folder) throws IOException {
        return attempt(() -> {
            if (!lockedFolders.add(folder)) throw new IOException("in use");
            return () -> locked(() -> lockedFolders.remove(folder));
        });
    }

    @Override
    public List<String> list(Path folder) {
        return locked(() -> List.copyOf(files.keySet()));
    }

    @Override
    public File create(Path path) throws IOException {
        return attempt(() -> {
            String name = path.getFileName().toString();
            if (files.containsKey(name)) throw new FileAlreadyExistsException(name);
            Content content = new Content();
            files.put(name, content);
            return new OpenFile(content);
        });
    }

    @Override
    public File read(Path path) throws IOException {
        return open(path);
    }

    @Override
    public File open(Path path) throws IOException {
        return attempt(() -> {
            Content content = files.get(path.getFileName().toString());
            if (content == null) throw new FileNotFoundException(path.toString());
            return new OpenFile(content);
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        attempt(() -> files.remove(path.getFileName().toString()) != null);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        attempt(() -> {
            durableNames.clear();
            durableNames.putAll(files);
            return true;
        });
    }

    private Content file(String name) {
        Content content = files.get(name);
        if (content == null) throw new AssertionError("no file " + name + " among " + files.keySet());
        return content;
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    private interface Access<T> {
        T run();
    }

    private <T> T attempt(Attempt<T> attempt) throws IOException {
        lock.lock();
        try {
            if (dead) throw new IOException("the machine is off");
            return attempt.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Access<T> access) {
        lock.lock();
        try {
            return access.run();
        } finally {
            lock.unlock();
        }
    }

    private final class OpenFile implements File {
        private final Content content;

        private OpenFile(Content content) {
            this.content = content;
        }

        @Override
        public int blockBytes() {
            return blockBytes;
        }

        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            return attempt(() -> {
                if (offset % blockBytes > 0 || bytes.remaining() % blockBytes > 0) {
                    throw new IOException("invalid argument");
                }
                int most = (int) Math.min(bytes.remaining(), freeBytes) / blockBytes;
                if (most <= 0) throw new IOException("no space left on device");
                int length = (1 + random.nextInt(most)) * blockBytes;
                byte[] taken = new byte[length];
                bytes.get(taken);
                content.write(taken, (int) offset);
                freeBytes -= length;
                return length;
            });
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return attempt(() -> {
                if (offset >= content.size) return -1;
                int length = 1 + random.nextInt((int) Math.min(into.remaining(), content.size - offset));
                into.put(content.bytes, (int) offset, length);
                return length;
            });
        }

        @Override
        public long size() throws IOException {
            return attempt(() -> (long) content.size);
        }

        @Override
        public void truncate(long size) throws IOException {
            attempt(() -> {
                content.size = (int) Math.min(content.size, size);
                content.syncedSize = Math.min(content.syncedSize, content.size);
                // What was cut reads as zeros if the file grows again.
                Arrays.fill(content.bytes, content.size, content.bytes.length, (byte) 0);
                return true;
            });
        }

        @Override
        public void sync() throws IOException {
            attempt(() -> {
                if (syncsToFail > 0) {
                    syncsToFail--;
                    throw new IOException("input/output error");
                }
                content.sync();
                return true;
            });
        }

        @Override
        public void close() {}
    }
}
