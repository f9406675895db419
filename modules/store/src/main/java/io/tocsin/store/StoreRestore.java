package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks backups of {@link StoreBackup}, and makes a data folder of one. Only reads the backup. */
public final class StoreRestore {
    /** Where the files lie until all are there: so a folder that is not whole never looks like one. */
    private static final String UNFINISHED = "restoring.pending";

    private static final int PROBLEMS_SHOWN = 10;

    private StoreRestore() {}

    /** The numbers of the backups in a folder, the oldest first. */
    public static List<Long> backups(Path backup) throws IOException {
        return BackupManifest.numbers(backup);
    }

    /**
     * Reads every byte of every backup and compares its checksum.
     *
     * @return what is wrong, for people; empty when all is well
     */
    public static List<String> verify(Path backup) throws IOException {
        List<Long> numbers = BackupManifest.numbers(backup);
        if (numbers.isEmpty()) return List.of("there is no backup in " + backup);
        List<String> problems = new ArrayList<>();
        for (long number : numbers) {
            try {
                for (String problem : problems(backup, BackupManifest.read(backup, number))) {
                    problems.add("backup " + number + ": " + problem);
                }
            } catch (IOException damaged) {
                problems.add("backup " + number + ": " + damaged.getMessage());
            }
        }
        return problems;
    }

    private static List<String> problems(Path backup, BackupManifest manifest) throws IOException {
        BackupFiles stored = new BackupFiles(backup);
        List<String> problems = new ArrayList<>();
        for (BackupEntry entry : manifest.entries()) {
            @Nullable String problem = stored.problem(entry);
            if (problem != null) problems.add(problem);
        }
        return problems;
    }

    /**
     * Makes a data folder of the newest backup.
     *
     * @throws IOException as {@link #restore(Path, long, Path)} does, and when there is no backup
     */
    public static void restore(Path backup, Path data) throws IOException {
        List<Long> numbers = BackupManifest.numbers(backup);
        if (numbers.isEmpty()) throw new IOException("cannot restore from " + backup + ": there is no backup in it");
        restore(backup, numbers.getLast(), data);
    }

    /**
     * Makes a data folder of a backup, after checking all of it.
     *
     * @param data missing, empty, or left by a restore that was interrupted
     * @throws IOException when the folder holds anything, or the backup is damaged; nothing is restored then
     */
    public static void restore(Path backup, long number, Path data) throws IOException {
        Path unfinished = data.resolve(UNFINISHED);
        refuseIfUsed(data);
        BackupManifest manifest = BackupManifest.read(backup, number);
        List<String> problems = problems(backup, manifest);
        if (!problems.isEmpty()) {
            throw new IOException("cannot restore backup " + number + ": " + problems.size() + " files are damaged: "
                    + String.join("; ", problems.subList(0, Math.min(PROBLEMS_SHOWN, problems.size()))));
        }
        deleteAll(unfinished);
        Files.createDirectories(unfinished);
        BackupFiles stored = new BackupFiles(backup);
        for (BackupEntry entry : manifest.entries()) {
            Path file = unfinished.resolve(entry.path());
            Files.createDirectories(file.resolveSibling("."));
            stored.restore(entry, file);
        }
        finish(unfinished, data);
    }

    private static void refuseIfUsed(Path data) throws IOException {
        if (!Files.exists(data)) return;
        try (Stream<Path> files = Files.list(data)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(UNFINISHED))
                    .sorted()
                    .toList();
            if (!names.isEmpty()) {
                throw new IOException(
                        "cannot restore into " + data + ": it is not empty, it holds " + names.getFirst());
            }
        }
    }

    private static void finish(Path unfinished, Path data) throws IOException {
        try (Stream<Path> folders = Files.walk(unfinished)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) WholeFile.syncFolder(folder);
        }
        try (Stream<Path> parts = Files.list(unfinished)) {
            for (Path part : parts.toList()) Files.move(part, data.resolve(part.getFileName()));
        }
        Files.delete(unfinished);
        WholeFile.syncFolder(data);
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
