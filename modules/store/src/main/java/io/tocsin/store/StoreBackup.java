package io.tocsin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Backups of a data folder while the server works on it: each is whole by itself, and copies only what the ones before have
 * not copied. Blocks for as long as the disks take.
 *
 * <p>The store gives a snapshot, and what lies beside it, journals above all, is copied right behind: so the journal has
 * everything that the snapshot lacks, and a server that starts on the two replays it. A journal only grows, and one that is
 * cut in the middle of a record is what a crash leaves, too. If a file of a journal is dropped meanwhile, the snapshot may be too
 * old for what is left; then all begins again with a newer one.
 */
public final class StoreBackup {
    /** Files vanish once in many minutes; if they do so each time, something else is wrong. */
    private static final int ATTEMPTS = 5;

    private final Path target;
    private final int keep;
    private final BackupFiles stored;

    /**
     * Backups in a folder of their own.
     *
     * @param target created where it is missing
     * @param keep how many backups are kept, at least 1
     */
    public StoreBackup(Path target, int keep) {
        if (keep < 1) throw new IllegalArgumentException("cannot keep " + keep + " backups: keep 1 or more");
        this.target = target;
        this.keep = keep;
        this.stored = new BackupFiles(target);
    }

    /**
     * Makes a backup, then removes those that are too old and all that none of the others needs. After a crash or an error
     * the backups before are as they were.
     *
     * @param data the folder of the server
     * @param snapshots of the store, which lies in that folder
     * @throws IOException when anything cannot be read or written, or another backup into this folder is under way
     */
    public BackupResult backup(Path data, Snapshot.Source snapshots) throws IOException {
        if (target.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
            throw new IOException("cannot back up " + data + " into " + target + ": it lies within");
        }
        Files.createDirectories(target);
        try (FileChannel channel =
                        FileChannel.open(target.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) throw new IOException("cannot back up into " + target + ": another backup is under way");
            return attempts(data, snapshots);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    private BackupResult attempts(Path data, Snapshot.Source snapshots) throws IOException {
        List<Long> numbers = BackupManifest.numbers(target);
        Copy copy = new Copy(data, before(numbers));
        for (int attempt = 1; ; attempt++) {
            try {
                List<BackupEntry> entries = copy.all(snapshots);
                BackupManifest made = new BackupManifest(numbers.isEmpty() ? 1 : numbers.getLast() + 1, entries);
                made.write(target);
                clean();
                return copy.result(made);
            } catch (NoSuchFileException gone) {
                if (attempt < ATTEMPTS) continue;
                throw new IOException(
                        "cannot back up " + data + ": files are deleted before they are copied, in each of " + ATTEMPTS
                                + " attempts",
                        gone);
            }
        }
    }

    /** What the newest readable backup has stored, by path. A damaged one only costs the time to copy everything again. */
    private Map<String, BackupEntry> before(List<Long> numbers) {
        Map<String, BackupEntry> entries = new HashMap<>();
        for (long number : numbers.reversed()) {
            if (!entries.isEmpty()) break;
            for (BackupEntry entry : readable(number)) entries.put(entry.path(), entry);
        }
        return entries;
    }

    private List<BackupEntry> readable(long number) {
        try {
            return BackupManifest.read(target, number).entries();
        } catch (IOException damaged) {
            return List.of();
        }
    }

    /** Removes old backups and what nobody needs; nothing of the latter while a manifest cannot be read. */
    private void clean() throws IOException {
        List<Long> numbers = BackupManifest.numbers(target);
        for (long old : numbers.subList(0, Math.max(0, numbers.size() - keep))) {
            Files.delete(BackupManifest.file(target, old));
        }
        WholeFile.syncFolder(target);
        Set<String> needed = new HashSet<>();
        for (long number : BackupManifest.numbers(target)) {
            try {
                BackupManifest.read(target, number).entries().forEach(entry -> needed.add(entry.stored()));
            } catch (IOException damaged) {
                return;
            }
        }
        stored.keepOnly(needed);
    }

    /** One way through the data folder. */
    private final class Copy {
        private final Path data;
        private final Map<String, BackupEntry> before;
        private int filesCopied;
        private long bytesCopied;

        private Copy(Path data, Map<String, BackupEntry> before) {
            this.data = data;
            this.before = before;
        }

        private List<BackupEntry> all(Snapshot.Source snapshots) throws IOException {
            List<Path> known = new ArrayList<>();
            List<BackupEntry> entries = new ArrayList<>();
            // Listed before the snapshot: whatever vanishes from here on may be needed to make it whole.
            Set<Path> present = listed(data);
            try (Snapshot snapshot = snapshots.take()) {
                Path index = snapshot.folder().toAbsolutePath().normalize();
                present.removeIf(file -> file.startsWith(index));
                for (Path file : listed(data)) {
                    if (!file.startsWith(index)) present.add(file);
                }
                known.addAll(present);
                for (Path file : known) entries.add(one(file));
                for (Path file : snapshot.files()) entries.add(one(file));
            }
            return entries;
        }

        private BackupEntry one(Path file) throws IOException {
            String path = path(file);
            BackupFiles.Stored one = stored.store(file, path, before.get(path));
            if (one.copied()) {
                filesCopied++;
                bytesCopied += one.entry().length();
            }
            return one.entry();
        }

        private String path(Path file) throws IOException {
            Path relative = data.toAbsolutePath()
                    .normalize()
                    .relativize(file.toAbsolutePath().normalize());
            List<String> names = new ArrayList<>();
            relative.forEach(name -> names.add(name.toString()));
            String path = String.join("/", names);
            if (path.chars().anyMatch(c -> c < ' ') || path.startsWith("..")) {
                throw new IOException(
                        "cannot back up '" + path + "': it lies elsewhere or its name has control characters");
            }
            return path;
        }

        private BackupResult result(BackupManifest made) {
            long bytes = made.entries().stream().mapToLong(BackupEntry::length).sum();
            return new BackupResult(made.number(), made.entries().size(), bytes, filesCopied, bytesCopied);
        }
    }

    private static Set<Path> listed(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.toAbsolutePath().normalize())) {
            return new TreeSet<>(files.filter(Files::isRegularFile)
                    .filter(StoreBackup::isData)
                    .toList());
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    /** Locks are of a process, and what is pending is not there yet. */
    private static boolean isData(Path file) {
        String name = file.getFileName().toString();
        return !name.equals("lock") && !name.endsWith(".lock") && !name.endsWith(".pending");
    }
}
