package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A data folder with an index of files that never change, and a journal that grows. */
final class BackupScene {
    final Path data;
    final Path backup;
    private final Random random = new Random(3);
    int taken;
    int closed;

    BackupScene(Path temporary) throws IOException {
        this.data = Files.createDirectories(temporary.resolve("data"));
        this.backup = temporary.resolve("backup");
        write("index/2026-11-27/_0.cfs", 300_000);
        write("index/2026-11-27/segments_2", 300);
        write("index/2026-11-28/_0.cfs", 20_000);
        write("index/2026-11-28/empty", 0);
        write("journal/events/0000-0000.journal", 5_000);
        write("holds", 100);
        write("lock", 0);
        write("index/write.lock", 0);
        write("holds.pending", 50);
    }

    Path write(String path, int size) throws IOException {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        Path file = data.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, bytes);
    }

    void append(String path, int size) throws IOException {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        Files.write(data.resolve(path), bytes, StandardOpenOption.APPEND);
    }

    /** What a store gives that is at rest. */
    Snapshot snapshot() throws IOException {
        taken++;
        return snapshotOf(files(data.resolve("index")).keySet().stream()
                .map(data.resolve("index")::resolve)
                .toArray(Path[]::new));
    }

    Snapshot snapshotOf(Path... files) {
        return new Snapshot() {
            @Override
            public Path folder() {
                return data.resolve("index");
            }

            @Override
            public List<Path> files() {
                return List.of(files);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    BackupResult run() throws IOException {
        return new StoreBackup(backup, 3).backup(data, this::snapshot);
    }

    /** Every file that is data, by path below the folder. */
    static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (name.endsWith("lock") || name.endsWith(".pending")) continue;
                contents.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
