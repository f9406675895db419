package io.tocsin.server;

import io.tocsin.journal.Damage;
import io.tocsin.model.Outcome;
import io.tocsin.routing.Effect;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps incidents that are over, for reports and exports, longer than the alert journal does. What is heard on the alert loop only
 * joins a line there; one thread of its own writes it a moment later. What a crash takes from that line is told again at the next
 * start, since the alert journal still has it: so nothing is lost, and nothing is counted twice.
 */
final class ArchiveDesk implements Chronicle, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ArchiveDesk.class);

    /** How often what was heard is written: off the path of pages. */
    private static final Duration EVERY = Duration.ofMillis(200);

    private static final Duration TIDY_EVERY = Duration.ofHours(1);

    /** Reports and exports, each of which may read the whole archive, for a second or two. */
    private static final int QUESTIONS_WAITING_MAX = 16;

    /** Written together, so that one sync of the disk is enough for many; some megabytes. */
    private static final int LINES_AT_ONCE = 200;

    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final IncidentArchive disk;
    private final InstantSource clock;
    private final Workers worker = new Workers("read the archive of incidents", 1, QUESTIONS_WAITING_MAX);
    private final ConcurrentLinkedQueue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    /** When each incident was last over, as far as it is written. Owned by the worker. */
    private final Map<String, Instant> known = new HashMap<>();

    /** Owned by the worker. */
    private boolean read;

    ArchiveDesk(IncidentArchive disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
    }

    /** A desk in a folder, fed and closed as the house is. */
    static ArchiveDesk start(Path folder, Loop loop, InstantSource clock, Teardown teardown) throws IOException {
        ArchiveDesk desk = new ArchiveDesk(IncidentArchive.open(folder), clock);
        teardown.push("archive of incidents", desk::close);
        loop.every(EVERY, desk::write);
        loop.every(TIDY_EVERY, desk::tidy);
        return desk;
    }

    @Override
    public void decided(Effect.Decision decision) {}

    @Override
    public void answered(Outgoing after, Outcome outcome, Instant at) {}

    /** What is to be written. */
    private sealed interface Line {
        record Closed(ClosedIncident facts, ArchivedIncident incident) implements Line {}

        record Forgotten(ArchivedIncident incident) implements Line {}
    }

    @Override
    public void closed(ClosedIncident facts, ArchivedIncident incident) {
        waiting.add(new Line.Closed(facts, incident));
    }

    @Override
    public void forgotten(ArchivedIncident incident) {
        waiting.add(new Line.Forgotten(incident));
    }

    /** Once, before the first is written: a start tells again what its journal still has. */
    private void readKnown() throws IOException {
        if (read) return;
        disk.readClosed(closed -> known.put(closed.id(), closed.resolvedAt()));
        // Older ones are in no alert journal and will not be told again.
        Instant oldest = clock.instant().minus(IncidentBook.KEPT.multipliedBy(2));
        known.values().removeIf(at -> at.isBefore(oldest));
        read = true;
    }

    /** Writes what was heard, if anything was; to be called every {@link #EVERY}. */
    void write() {
        if (waiting.isEmpty() || !writing.compareAndSet(false, true)) return;
        worker.call(this::writeNow).onComplete((done, failure) -> {
            writing.set(false);
            if (failure != null) log.warn("cannot archive incidents now: {}", failure.getMessage());
        });
    }

    /** A line leaves once it is durable: what the disk refuses now is tried again. */
    private boolean writeNow() throws IOException {
        readKnown();
        while (!waiting.isEmpty()) {
            List<Line> lines = waiting.stream().limit(LINES_AT_ONCE).toList();
            List<CompletionStage<Long>> written = new ArrayList<>();
            for (Line line : lines) written.addAll(write(line));
            try {
                written.forEach(stage -> stage.toCompletableFuture().join());
            } catch (CompletionException e) {
                throw new IOException("cannot write the archive of incidents: " + e.getMessage(), e);
            }
            for (Line line : lines) {
                remember(line);
                waiting.poll();
            }
        }
        return true;
    }

    private List<CompletionStage<Long>> write(Line line) throws IOException {
        return switch (line) {
            case Line.Closed(ClosedIncident facts, ArchivedIncident incident) ->
                facts.resolvedAt().equals(known.get(facts.id()))
                        ? List.of()
                        : List.of(disk.add(facts), disk.add(incident, clock.instant()));
            case Line.Forgotten(ArchivedIncident incident) -> List.of(disk.add(incident, clock.instant()));
        };
    }

    private void remember(Line line) {
        switch (line) {
            case Line.Closed closed ->
                known.put(closed.facts().id(), closed.facts().resolvedAt());
            case Line.Forgotten forgotten -> known.remove(forgotten.incident().id());
        }
    }

    private void tidy() {
        worker.call(() -> {
                    disk.tidy(clock.instant());
                    return true;
                })
                .onFailure(e -> log.warn("cannot drop old incidents: {}", e.getMessage()));
    }

    /** Those that are over, kept and wanted, in the order in which they came to their end. */
    Future<List<ClosedIncident>> closed(Predicate<ClosedIncident> wanted) {
        return worker.call(() -> {
            writeNow();
            List<ClosedIncident> all = new ArrayList<>();
            disk.readClosed(closed -> {
                if (wanted.test(closed)) all.add(closed);
            });
            return all;
        });
    }

    /** An incident that may be known no longer. */
    Future<Optional<ArchivedIncident>> find(String id) {
        return worker.call(() -> {
            writeNow();
            return disk.find(id);
        });
    }

    /** What of the disk could not be read so far. Any thread. */
    List<Damage> damages() {
        return disk.damages();
    }

    /** Writes the last that was heard, and waits for it; but not for long, should the disk hang. */
    @Override
    public void close() throws IOException {
        try {
            worker.call(this::writeNow).await(LAST_LINES.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RuntimeException e) {
            log.warn("the last incidents are archived at the next start: {}", e.getMessage());
        }
        worker.close();
        disk.close();
    }
}
