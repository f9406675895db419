package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.ChannelSettings;
import io.tocsin.notify.Channels;
import io.tocsin.notify.Wording;
import io.tocsin.oncall.Handoff;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.routing.Entity;
import io.tocsin.routing.RouterState;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything from an alert to the notice that leaves: journal, loops, desk and channels. The whole server has it beside the
 * logs; the drop-in for Alertmanager is nothing but this with an address.
 */
final class AlertRoom {
    /** A loop with so much waiting is stuck: each task takes microseconds. */
    private static final int TASKS_MAX = 10_000;

    /** What is on its way when we are asked to stop: most answers come within this. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(4);

    /** How often to look whether the journal of alerts has grown too long; it grows by a record a step. */
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Metrics metrics;
    private final Journal journal;
    private final AlertLog log;
    private final AckTokens tokens;
    private final Loop loop;
    private final Loop notifyLoop;
    private final DecisionDesk decisions;
    private final ArchiveDesk archive;
    private final Channels channels;
    private final AlertDesk desk;

    /** What a room stands in. */
    record Surroundings(Vertx vertx, Metrics metrics, InstantSource clock, Teardown teardown) {}

    private long heard = -1;
    private List<Heartbeats.Beat> beats = List.of();
    private Owed owed = new Owed(List.of());
    private final List<Supplier<Map<String, Object>>> others = new CopyOnWriteArrayList<>();

    private AlertRoom(Path data, Configuration loaded, Surroundings around) throws IOException {
        this.metrics = around.metrics();
        Teardown teardown = around.teardown();
        this.clock = around.clock();
        this.tokens = AckTokens.load(data);
        this.journal = Journal.open(data.resolve("journal/alerts"), JournalSettings.named("alerts"));
        teardown.push("journal of alerts", journal::close);
        this.loop = LoopVerticle.deploy(around.vertx(), "alerts", TASKS_MAX, metrics::bug);
        this.notifyLoop = LoopVerticle.deploy(around.vertx(), "notify", TASKS_MAX, metrics::bug);
        this.decisions = DecisionDesk.start(data.resolve("journal/decisions"), loop, clock, teardown);
        this.archive = ArchiveDesk.start(data.resolve("journal/incidents"), loop, clock, teardown);
        this.channels = Channels.open(
                around.vertx(), ChannelSettings.defaults(loaded.settings().externalUrl()));
        teardown.push("channels", channels::close);
        this.log = new AlertLog(journal);
        AtomicReference<@Nullable AlertDesk> answering = new AtomicReference<>();
        Sender sender = new Sender(
                notifyLoop,
                channels,
                metrics,
                (notice, outcome) -> loop.tell(() -> {
                    AlertDesk answered = answering.get();
                    if (answered != null) answered.answered(notice.id(), outcome);
                }));
        AlertDeskParts parts = new AlertDeskParts(
                onDisk(loop, log),
                sender::send,
                tokens,
                clock,
                System::nanoTime,
                new Random(),
                metrics,
                new Chronicles(decisions, archive));
        this.desk = new AlertDesk(parts, loaded, loop.timers());
        answering.set(desk);
    }

    private static AlertDeskParts.Journal onDisk(Loop loop, AlertLog log) {
        Function<AlertLog.Entry, Future<Long>> now = loop.here(log::append);
        Function<AlertLog.Entry, Future<Long>> soon = loop.here(log::appendSoon);
        return new AlertDeskParts.Journal() {
            @Override
            public Future<Void> append(AlertLog.Entry entry) {
                return now.apply(entry).mapEmpty();
            }

            @Override
            public Future<Void> appendSoon(AlertLog.Entry entry) {
                return soon.apply(entry).mapEmpty();
            }
        };
    }

    /**
     * Opens a room on what its journal remembers; what has become due meanwhile is on its way when this returns. Blocks.
     *
     * @param data the folder of the server
     * @throws IOException when the journal cannot be read
     */
    static AlertRoom open(Path data, Configuration loaded, Surroundings around) throws IOException {
        AlertRoom room = new AlertRoom(data, loaded, around);
        around.teardown()
                .push(
                        "alerts",
                        () -> room.loop.call(room.desk::stop).await(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS));
        room.remember(room.log.load());
        room.takeOver(new SnapshotMigration(data));
        Workers drops = new Workers("drop", 1, 1);
        around.teardown().push("drops", drops::close);
        room.loop.every(ClockWatch.STEP, room.desk::glance);
        room.loop.every(TIDY_EVERY, () -> room.log.tidy(room::everything, room.clock.instant(), drops));
        return room;
    }

    private void remember(AlertMemory memory) throws IOException {
        heard = memory.events();
        owed = new Owed(memory.all(Owing.KIND, Owing.class));
        alsoKeeps(owed::everything);
        beats = memory.all(Heartbeats.KIND, Heartbeats.Beat.class);
        RouterState routing = RouterState.of(memory.all(Turn.ROUTING, Entity.class));
        List<Incident> incidents = memory.all(IncidentDesk.KIND, Incident.class);
        List<Outgoing> messages = memory.all(Messages.KIND, Outgoing.class);
        List<MadeOverride> overrides = memory.all(OverrideDesk.KIND, MadeOverride.class);
        List<Handoff> told = memory.all(HandoffDesk.KIND, Handoff.class);
        List<Closed.Stopped> phones = memory.all(Closed.KIND, Closed.Stopped.class);
        loop.call(() -> {
                    desk.remember(overrides, told, phones);
                    return desk.restore(routing, incidents, messages);
                })
                .await();
    }

    private Map<String, Object> everything() {
        Map<String, Object> everything = desk.everything();
        others.forEach(kept -> everything.putAll(kept.get()));
        return everything;
    }

    /** The signs of life that were known at the start. */
    List<Heartbeats.Beat> beats() {
        return beats;
    }

    /** Others keep something in the journal of alerts, too: by key what they know; asked on the loop. */
    void alsoKeeps(Supplier<Map<String, Object>> kept) {
        others.add(kept);
    }

    /** Writes a step of somebody else's into the journal of alerts; on the loop, on which it completes. */
    Future<Void> append(AlertLog.Entry entry) {
        return loop.<AlertLog.Entry, Long>here(log::append).apply(entry).mapEmpty();
    }

    private void takeOver(SnapshotMigration migration) throws IOException {
        RouterState others = migration.pending(clock.instant());
        if (!others.equals(RouterState.EMPTY))
            loop.call(() -> desk.change((routing, turn) -> routing.adopt(others, turn)))
                    .await();
        migration.done();
    }

    /** The loop that owns {@link #desk}. */
    Loop loop() {
        return loop;
    }

    Loop notifyLoop() {
        return notifyLoop;
    }

    /** For use on {@link #loop} only. */
    AlertDesk desk() {
        return desk;
    }

    /** The desk for everybody else. */
    AlertFace face() {
        return new AlertFace(loop, desk, archive, clock);
    }

    /**
     * The router for Alertmanager's API.
     *
     * @param config the configuration in force, for any thread
     */
    RoutedFace routed(Supplier<RoutingConfig> config) {
        return new RoutedFace(loop, desk, clock, metrics.alertmanager(), config);
    }

    /** What was decided and what became of it. */
    DecisionDesk decisions() {
        return decisions;
    }

    /** One attempt to deliver something that the desk knows nothing of; from any thread. */
    Future<Outcome> attempt(Notice notice, Wording wording) {
        return notifyLoop.call(() -> channels.send(notice, wording));
    }

    AckTokens tokens() {
        return tokens;
    }

    /** Why the disk takes no steps now; null when it does. */
    @Nullable
    String failing() {
        return journal.failing();
    }

    /** What of its journals could not be read so far. Any thread. */
    Stream<JournalDamage> damages() {
        return Stream.of(
                        JournalDamage.in("journal/alerts", journal.damages()),
                        JournalDamage.in("journal/decisions", decisions.damages()),
                        JournalDamage.in("journal/incidents", archive.damages()))
                .flatMap(damages -> damages);
    }

    /** What was known of the rules before this start. Blocks. */
    BeforeStart beforeStart() {
        return new BeforeStart(face().current().await(), owed.known(), heard);
    }

    /** What the rules found, up to a position, and what they owe from then on; on the loop. */
    void hear(List<Firing> firings, long position, List<Owing> owing) {
        desk.firings(firings, turn -> {
            turn.heard(position);
            owed.write(owing, turn);
        });
    }
}
