package io.tocsin.server;

import io.micrometer.core.instrument.Tags;
import io.tocsin.journal.Damage;
import io.tocsin.model.Alert;
import io.tocsin.server.api.HealthHandler.Check;
import io.tocsin.store.EventLog;
import io.tocsin.store.EventStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the disk and what lies on it are: told in checks, metrics and alerts of our own. Any thread. */
final class Storage {
    /** A disk that refused is asked again so often, should nobody send anything that would find out. */
    static final Duration PROBE_EVERY = Duration.ofSeconds(5);

    private final DiskSpace space;
    private final EventLog events;
    private final AlertRoom room;
    private final EventStore store;
    private final Indexer indexer;
    private final Supplier<Follower> index;
    private final Set<JournalDamage> logged = new HashSet<>();

    /** @param index brings the index what it lacks */
    Storage(
            DiskSpace space,
            EventLog events,
            AlertRoom room,
            EventStore store,
            Indexer indexer,
            Supplier<Follower> index) {
        this.space = space;
        this.events = events;
        this.room = room;
        this.store = store;
        this.indexer = indexer;
        this.index = index;
    }

    /** What somebody is paged for. */
    List<OwnAlerts.Trouble> troubles() {
        return List.of(
                new OwnAlerts.Trouble(
                        "TocsinDiskAlmostFull",
                        "The disk of Tocsin is almost full: no logs are taken until there is room",
                        () -> space.tight() ? space.detail() : null),
                new OwnAlerts.Trouble(
                        "TocsinJournalFailing",
                        "The disk of Tocsin takes no records: logs are refused, alerts are not remembered",
                        this::failing),
                new OwnAlerts.Trouble(
                        "TocsinJournalDamaged",
                        "Tocsin cannot read again what it had stored: logs, alerts or the history of incidents are lost",
                        this::damaged),
                new OwnAlerts.Trouble(
                        "TocsinStoreDamaged",
                        "Tocsin cannot read some of the stored logs: searches leave them out and say that they are partial",
                        this::storeDamaged),
                new OwnAlerts.Trouble(
                        "TocsinIndexStandingStill",
                        "Search in Tocsin stands still: new logs are kept and not found",
                        this::standingStill));
    }

    @Nullable
    String failing() {
        String logs = events.failing();
        if (logs != null) return "the journal of events: " + logs;
        String steps = room.failing();
        return steps == null ? null : "the journal of alerts: " + steps;
    }

    private @Nullable String damaged() {
        String list = damages()
                .filter(found -> found.damage().serious())
                .map(JournalDamage::toString)
                .collect(Collectors.joining("; "));
        return list.isEmpty() ? null : list;
    }

    private @Nullable String storeDamaged() {
        List<String> list = store.damages();
        return list.isEmpty() ? null : String.join("; ", list);
    }

    private Stream<JournalDamage> damages() {
        return Stream.concat(JournalDamage.in("journal/events", events.damages()), room.damages());
    }

    private @Nullable String standingStill() {
        if (indexer.broken()) return "the index cannot be written, trying again";
        String trouble = index.get().trouble();
        return trouble == null ? null : "the journal cannot be read: " + trouble;
    }

    /** Finds out whether a disk that refused is well again; to be called every {@link #PROBE_EVERY}, by one caller. */
    void probe() {
        if (events.failing() != null) events.probe();
        damages().filter(logged::add).forEach(JournalDamage::tell);
    }

    /** Looks at the disk again and again, and tells what is wrong at a door for alerts; all but the disk on a loop. */
    void watch(Loop loop, Consumer<List<Alert>> door, InstantSource clock, Teardown teardown) {
        Workers looks = new Workers("look at the disk", 1, 1);
        teardown.push("looks at the disk", looks::close);
        space.look();
        OwnAlerts own = new OwnAlerts(troubles(), door, clock);
        loop.every(OwnAlerts.EVERY, () -> {
            // A look that hangs, on a disk that hangs, must hold up nothing else.
            looks.call(() -> {
                space.look();
                return true;
            });
            own.look();
        });
        loop.every(PROBE_EVERY, this::probe);
    }

    List<Check> checks() {
        return List.of(new Check("disk", !space.tight(), false, space.detail()), journal(), index(), store());
    }

    private Check journal() {
        String failing = failing();
        String damages = damages().map(JournalDamage::toString).collect(Collectors.joining("; "));
        String detail = failing != null ? failing : events.stats().waitingRecords() + " batches wait";
        return new Check(
                "journal",
                failing == null && damaged() == null,
                false,
                damages.isEmpty() ? detail : detail + "; damaged: " + damages);
    }

    private Check index() {
        String still = standingStill();
        if (still != null) return new Check("index", false, false, "stands still: " + still);
        String waiting = indexer.waitingEvents() + " events wait";
        return new Check(
                "index", true, false, index.get().caughtUp() ? waiting : "catching up with the journal, " + waiting);
    }

    private Check store() {
        String damaged = storeDamaged();
        return damaged == null
                ? new Check("store", true, false, "nothing damaged was found")
                : new Check("store", false, false, "damaged: " + damaged);
    }

    void gauges(Metrics metrics) {
        metrics.gauge("tocsin.disk.free.bytes", "Room where the data lies", Tags.empty(), space::free);
        metrics.gauge(
                "tocsin.disk.tight",
                "1 while no logs are taken for lack of room",
                Tags.empty(),
                () -> space.tight() ? 1 : 0);
        metrics.gauge(
                "tocsin.journal.failing",
                "1 while the disk takes no records",
                Tags.empty(),
                () -> failing() == null ? 0 : 1);
        metrics.gauge(
                "tocsin.index.catching.up",
                "1 while the index lacks what is durable",
                Tags.empty(),
                () -> index.get().caughtUp() ? 0 : 1);
        for (Damage.Kind kind : Damage.Kind.values()) {
            metrics.gauge(
                    "tocsin.journal.damages",
                    "Places of the journals that cannot be read",
                    Tags.of("kind", kind.name().toLowerCase(Locale.ROOT)),
                    () -> damages()
                            .filter(found -> found.damage().kind() == kind)
                            .count());
        }
    }
}
