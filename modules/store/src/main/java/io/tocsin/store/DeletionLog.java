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

    private static final String FIRST_LINE = "tocsin-deletions 1";
    private static final int PARTS = 9;

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

    static DeletionLog open(Path folder) throws IOException {
        SmallFile file = new SmallFile(folder.resolve(FILE));
        List<Deletion> deletions = new ArrayList<>();
        List<String> lines = file.lines();
        if (!lines.isEmpty() && !lines.getFirst().equals(FIRST_LINE)) {
            throw new IOException("cannot read the deletions in " + folder + ": they begin with '" + lines.getFirst()
                    + "', this build reads '" + FIRST_LINE + "'");
        }
        for (int i = 1; i < lines.size(); i++) deletions.add(read(lines.get(i), i + 1));
        return new DeletionLog(file, deletions);
    }

    private static Deletion read(String line, int number) throws IOException {
        String[] parts = line.split(" ", -1);
        try {
            if (parts.length != PARTS) throw new IllegalArgumentException("it has " + parts.length + " parts");
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
        return Stream.of(
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
    }

    /** Adds a deletion, or replaces the one of its id, durably. */
    void put(Deletion deletion) throws IOException {
        List<Deletion> next = new ArrayList<>(all);
        next.removeIf(known -> known.id().equals(deletion.id()));
        next.add(deletion);
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE));
        next.forEach(each -> lines.add(write(each)));
        file.write(lines);
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
