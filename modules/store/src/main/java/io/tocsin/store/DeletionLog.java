package io.tocsin.store;

import io.tocsin.query.Query;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every deletion that was ordered, in a file: they hold for what is replayed as well, and so are never forgotten. One thread
 * changes it; any thread reads.
 */
final class DeletionLog {
    static final String FILE = "deletions";

    private static final String VERSION = "tocsin-deletions 1";
    private static final int PARTS = 10;

    private final SmallFile file;
    private volatile List<Deletion> all;
    private volatile List<Erasure> erasures;
    private volatile List<Erasure> unpurged;

    private DeletionLog(SmallFile file, List<Deletion> all) {
        this.file = file;
        this.all = List.copyOf(all);
        this.erasures = erasures(this.all.stream());
        this.unpurged = erasures(this.all.stream().filter(deletion -> !deletion.purged()));
    }

    private static List<Erasure> erasures(Stream<Deletion> deletions) {
        return deletions.map(Erasure::of).toList();
    }

    /**
     * Reads the file of a store that was made by {@link #create}.
     *
     * @throws SmallFile.Damaged when it is missing or damaged: what was deleted would be found again
     */
    static DeletionLog open(Path folder) throws IOException {
        SmallFile file = new SmallFile(folder.resolve(FILE), VERSION);
        if (!file.isThere()) {
            throw new SmallFile.Damaged("cannot read " + file.path() + ": it is missing, and what was deleted would be"
                    + " found again. Take it from a backup, or run 'tocsin store repair' to go on without deletions");
        }
        List<Deletion> deletions = new ArrayList<>();
        List<String> lines = file.lines();
        for (int i = 0; i < lines.size(); i++) deletions.add(read(lines.get(i), i + 2));
        return new DeletionLog(file, deletions);
    }

    /** Makes the file of a new store: from then on it is there. */
    static void create(Path folder) throws IOException {
        new SmallFile(folder.resolve(FILE), VERSION).write(List.of());
    }

    /**
     * Writes the file anew, of those lines that can be read, to be purged once more.
     *
     * @return how many lines were left out
     */
    static int salvage(Path folder) throws IOException {
        SmallFile file = new SmallFile(folder.resolve(FILE), VERSION);
        List<Deletion> kept = new ArrayList<>();
        int left = 0;
        for (String line : file.uncheckedLines()) {
            try {
                kept.add(read(line, 0).withPurged(false));
            } catch (IOException broken) {
                left++;
            }
        }
        file.write(kept.stream().map(DeletionLog::write).toList());
        return left;
    }

    private static Deletion read(String line, int number) throws IOException {
        String[] parts = line.split(" ", -1);
        try {
            if (parts.length != PARTS) throw new IllegalArgumentException("it has " + parts.length + " parts");
            String checked = line.substring(0, line.lastIndexOf(' '));
            if (!parts[PARTS - 1].equals(SmallFile.checksum(checked)))
                throw new IllegalArgumentException("its checksum is wrong");
            String[] text = Stream.of(parts)
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toArray(String[]::new);
            return new Deletion(
                    text[0],
                    Query.parse(text[1]),
                    Instant.parse(text[2]),
                    Instant.parse(text[3]),
                    Long.parseLong(text[4]),
                    Instant.parse(text[5]),
                    text[6],
                    text[7],
                    Boolean.parseBoolean(text[8]));
        } catch (IllegalArgumentException | DateTimeException broken) {
            throw new IOException("cannot read line " + number + " of the deletions: " + broken.getMessage(), broken);
        }
    }

    private static String write(Deletion deletion) {
        String line = Stream.of(
                        deletion.id(),
                        deletion.query().print(),
                        deletion.from().toString(),
                        deletion.to().toString(),
                        Long.toString(deletion.lastEventId()),
                        deletion.at().toString(),
                        deletion.by(),
                        deletion.reason(),
                        Boolean.toString(deletion.purged()))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
        return line + " " + SmallFile.checksum(line);
    }

    /** Adds a deletion, or replaces the one of its id, durably. */
    void put(Deletion deletion) throws IOException {
        List<Deletion> next = new ArrayList<>(all);
        next.removeIf(known -> known.id().equals(deletion.id()));
        next.add(deletion);
        file.write(next.stream().map(DeletionLog::write).toList());
        all = List.copyOf(next);
        erasures = erasures(next.stream());
        unpurged = erasures(next.stream().filter(each -> !each.purged()));
    }

    /** The oldest first. */
    List<Deletion> all() {
        return all;
    }

    /** All of them, as what is sealed heeds them. */
    List<Erasure> erasures() {
        return erasures;
    }

    /** Those whose events may still lie in blocks, as searches heed them. */
    List<Erasure> unpurged() {
        return unpurged;
    }
}
