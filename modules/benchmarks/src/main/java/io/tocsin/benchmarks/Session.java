package io.tocsin.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One run: its size, its corpora, its peers, and what it has found out. All of it is gone when it is closed. */
final class Session implements AutoCloseable {
    /** Seven partitions. */
    private static final Duration WEEK = Duration.ofDays(7);

    /** The generator's day is up to two and a half times as slow as its mean; nothing may lie ahead of the clock. */
    private static final Duration LIVE = Duration.ofHours(1);

    private static final Duration LIVE_AGO = Duration.ofHours(3);

    private final Scratch scratch = new Scratch("figures");
    private final Scale scale;
    private final Report report;
    private final Path shared;
    private final boolean withOpenSearch;
    private @Nullable OpenSearchProcess openSearch;
    private @Nullable Path live;
    private @Nullable Stored stored;
    private @Nullable StoredInOpenSearch inOpenSearch;

    /**
     * How much.
     *
     * @param events stored, where the size matters
     * @param round events in a round of a contest
     * @param rounds of a contest
     * @param growth sizes of a growing store
     */
    record Scale(long events, int round, int rounds, List<Long> growth) {}

    Session(Scale scale, Report report, Path shared, boolean withOpenSearch) throws IOException {
        this.scale = scale;
        this.report = report;
        this.shared = shared;
        this.withOpenSearch = withOpenSearch;
    }

    /** Where corpora lie on machines that have them, or null. */
    static @Nullable Path shared(String named) {
        Path root = Path.of(System.getProperty("tocsin.root", "."));
        Stream<Path> places = named.isEmpty()
                ? Stream.of(root.resolve("../shared"), root.resolve("../../shared"))
                : Stream.of(Path.of(named));
        return places.filter(place -> Files.exists(place.resolve("tools/PayGen.java")))
                .findFirst()
                .orElse(null);
    }

    Scale scale() {
        return scale;
    }

    Report report() {
        return report;
    }

    /** A folder for a part of the run. */
    Path folder(String name) throws IOException {
        return scratch.make(name);
    }

    PayGen payGen() {
        return new PayGen(shared.resolve("tools/PayGen.java"));
    }

    /** Events of the last hours, enough for every round of a contest, for servers that look at the clock. */
    Path live() throws IOException, InterruptedException {
        Path file = live;
        if (file == null) {
            file = scratch.folder().resolve("live.ndjson");
            long events = (long) scale.round() * Contest.played(scale.rounds());
            payGen().write(file, events, (double) events / LIVE.toSeconds(), ago(LIVE_AGO));
            live = file;
        }
        return file;
    }

    /** So many events, evenly over seven days. */
    Path week(long events) throws IOException, InterruptedException {
        Path file = scratch.folder().resolve("week-" + events + ".ndjson");
        if (!Files.exists(file)) payGen().write(file, events, perSecond(events), weekStart());
        return file;
    }

    /** The events of the week, stored and ready to be asked. */
    Stored stored() throws IOException, InterruptedException {
        Stored done = stored;
        if (done == null) {
            done = Stored.load(this);
            stored = done;
        }
        return done;
    }

    /** The same there; null when it is not wanted. */
    @Nullable
    StoredInOpenSearch storedInOpenSearch() throws IOException, InterruptedException {
        if (inOpenSearch == null) inOpenSearch = StoredInOpenSearch.load(this);
        return inOpenSearch;
    }

    static double perSecond(long events) {
        return (double) events / WEEK.toSeconds();
    }

    static Instant weekStart() {
        return ago(WEEK.plusDays(1)).truncatedTo(ChronoUnit.DAYS);
    }

    private static Instant ago(Duration time) {
        return Instant.now().minus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A recorded log, unpacked. */
    Path log(String name) throws IOException {
        Path file = scratch.folder().resolve(name + ".ndjson");
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(shared.resolve("data/logs/" + name + ".ndjson.gz")))) {
            if (!Files.exists(file)) Files.copy(in, file);
        }
        return file;
    }

    /** The node to compare with, started when it is first asked for; null when it is not wanted. */
    @Nullable
    OpenSearchProcess openSearch() throws IOException, InterruptedException {
        if (withOpenSearch && openSearch == null) openSearch = new OpenSearchProcess(folder("opensearch"));
        return openSearch;
    }

    @Override
    public void close() throws IOException {
        try (scratch) {
            if (openSearch != null) openSearch.close();
        }
    }
}
