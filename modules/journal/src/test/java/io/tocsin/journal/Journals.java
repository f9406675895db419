package io.tocsin.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Short words for the journal's tests. */
final class Journals {
    static final Path FOLDER = Path.of("journal");
    static final JournalSettings SMALL = new JournalSettings("test", 200, 4_096, 16_384, 0);

    private Journals() {}

    static Journal open(Disk disk) throws IOException {
        return Journal.open(FOLDER, SMALL, disk, new Random(7));
    }

    static long append(Journal journal, String text) {
        return journal.append(bytes(text)).toCompletableFuture().join();
    }

    static NavigableMap<Long, String> replay(Journal journal, long from) throws IOException {
        TreeMap<Long, String> records = new TreeMap<>();
        List<Long> order = new ArrayList<>();
        journal.replay(from, (position, record) -> {
            order.add(position);
            records.put(position, new String(record, StandardCharsets.UTF_8));
        });
        if (!order.equals(List.copyOf(records.keySet()))) throw new AssertionError("out of order: " + order);
        return records;
    }

    static List<String> texts(Journal journal) throws IOException {
        return List.copyOf(replay(journal, 0).values());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Segment file names, oldest first. */
    static List<String> segments(Disk disk) throws IOException {
        return segments(disk, FOLDER);
    }

    static List<String> segments(Disk disk, Path folder) throws IOException {
        return disk.list(folder).stream()
                .filter(name -> Segment.named(name).isPresent())
                .sorted()
                .toList();
    }
}
