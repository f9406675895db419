package io.tocsin.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.ingest.BodyDecoder;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.EventIds;
import io.tocsin.ingest.HttpIntake;
import io.tocsin.ingest.KafkaIntake;
import io.tocsin.ingest.KafkaPorts;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.rules.RuleEngine;
import io.tocsin.server.api.HttpApi;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Settings;
import io.tocsin.store.BlockStore;
import io.tocsin.store.EventLog;
import io.tocsin.store.Holds;
import io.tocsin.store.KeepClasses;
import io.tocsin.store.RetentionPolicy;
import io.tocsin.store.StoreSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product as one list, in the order of dependency. Each part pushes how to stop it as soon as it stands. Threads:
 * one event loop each for the way into the journal, rules, alerts, notices, tails and callbacks; two for HTTP; one writer for each
 * journal, one for the index, two for searches, one for operators, two for backups.
 */
final class Wiring {
    private static final Logger log = LoggerFactory.getLogger(Wiring.class);

    /** One event loop a core on a small machine; more would only share the cores. */
    private static final int HTTP_LOOPS = 2;

    /** A loop with so much waiting is stuck: each task takes microseconds. */
    private static final int TASKS_MAX = 10_000;

    private static final int SEARCH_THREADS = 2;
    private static final int SEARCHES_WAITING_MAX = 64;

    /** Each may take a minute: who is fifth comes back later. */
    private static final int REHEARSALS_WAITING_MAX = 4;

    private final StartOptions options;
    private final Teardown teardown;
    private final AtomicReference<Configuration> configuration;
    private final AtomicInteger port = new AtomicInteger();
    private final Loop alertLoop;
    private final Loop rulesLoop;
    private final AlertDesk alertDesk;
    private final Metrics metrics;
    private final InstantSource clock;
    private final RulesDesk rulesDesk;
    private final SelfWatching watching;
    private final WaysBack waysBack;

    Wiring(StartOptions options, InstantSource clock, Teardown teardown) throws IOException {
        this.options = options;
        this.clock = clock;
        this.teardown = teardown;
        Configuration loaded = load();
        this.configuration = new AtomicReference<>(loaded);
        Settings settings = loaded.settings();
        loaded.warnings().forEach(warning -> log.warn("{}", warning));

        DataFolder folder = DataFolder.take(options.data());
        teardown.push("data folder", folder::close);
        Path data = folder.path();

        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        teardown.push("metrics", registry::close);
        Jvm.bindTo(registry, teardown);
        this.metrics = new Metrics(registry, clock);
        Vertx vertx = MeasuredVertx.start(registry);
        teardown.push("vertx", () -> vertx.close().await());

        EventDecoder decoder = new EventDecoder(settings.aliases(), Limits.defaults(), settings.masking());
        StoreSettings keeping = StoreSettings.defaults().keeping(new KeepClasses(settings.retention())::of);
        BlockStore store = BlockStore.open(data.resolve("index"), decoder, keeping);
        teardown.push("index", store::close);
        EventLog events = EventLog.open(
                data.resolve("journal/events"),
                decoder,
                JournalSettings.named("events").positionsFrom(store.indexedPosition() + 1));
        teardown.push("journal of events", events::close);
        AlertRoom.Surroundings around = new AlertRoom.Surroundings(vertx, metrics, clock, teardown);
        AlertRoom room = AlertRoom.open(data, loaded, around);
        this.alertLoop = room.loop();
        this.alertDesk = room.desk();
        AlertFace alerts = room.face();

        Loop intakeLoop = LoopVerticle.deploy(vertx, "intake", TASKS_MAX, metrics::bug);
        this.rulesLoop = LoopVerticle.deploy(vertx, "rules", TASKS_MAX, metrics::bug);
        events.expectAfter(store.indexedPosition());

        RuleCheckpoints checkpoints = new RuleCheckpoints(data.resolve("rules"));
        RuleCheckpoints.Saved saved = checkpoints.load(loaded.rules(), events.nextPosition());
        this.rulesDesk = new RulesDesk(
                loaded.rules(),
                saved.engine(),
                clock,
                (firings, position, owing) -> {
                    Instant found = clock.instant();
                    alertLoop.tell(() -> {
                        metrics.lag(Metrics.Stage.ALERTS, found);
                        room.hear(firings, position, owing);
                    });
                },
                metrics);
        Backlog backlog = new Backlog(Runtime.getRuntime().maxMemory());
        Followers followers = new Followers(events, intakeLoop);
        Horizon horizon = new Horizon(events, () -> followers.needed(rulesDesk.memory()), clock);
        Indexer indexer = new Indexer(store, metrics, horizon, backlog);
        indexer.start();
        teardown.push("indexer", indexer::close);
        Warmups.start(rulesDesk, rulesLoop, new PastEvents(store, decoder), indexer, teardown);
        JournalReach reach = new JournalReach(
                events.nextPosition(),
                saved.next(),
                events.lastEventId(),
                saved.next() == 0 && events.firstPosition() == 0);
        Recovery recovery = new Recovery(rulesDesk, room.beforeStart(), reach);
        followers.start(
                indexer,
                store.indexedPosition(),
                saved.next(),
                new RulesReader(recovery, rulesLoop, backlog, RulesReader.WITHHELD_MAX));
        teardown.push("catching up", followers::close);
        indexer.whenWell(() -> intakeLoop.tell(() -> followers.startAgain(indexer, store.indexedPosition())));
        rulesLoop.every(RulesDesk.TICK, rulesDesk::tick);
        RuleKeeping.start(
                rulesDesk,
                rulesLoop,
                checkpoints,
                at -> alertLoop.call(() -> alertDesk.heard(at)),
                settings.checkpointEvery(),
                teardown);
        DiskSpace space = DiskSpace.of(data);
        Storage storage = new Storage(space, events, room, store, indexer, followers::index);
        storage.watch(alertLoop, list -> alertDesk.foreign(list), clock, teardown);
        storage.gauges(metrics);
        this.watching = SelfWatching.start(room, () -> configuration.get().settings(), storage::failing, around);
        OwnAlerts gone = new OwnAlerts(List.of(alertDesk.views().closed().trouble()), alertDesk::foreign, clock);
        alertLoop.every(OwnAlerts.EVERY, gone::look);

        Loop tailLoop = LoopVerticle.deploy(vertx, "tail", TASKS_MAX, metrics::bug);
        TailFace tails = new TailFace(tailLoop);
        EventFunnel funnel = new EventFunnel(
                intakeLoop,
                (batch, durable) -> backlog.during(batch.events(), () -> events.append(batch, durable)),
                () -> space.tight()
                        ? "the disk is almost full"
                        : backlog.full(indexer, rulesLoop) ? "the journal is behind" : null,
                (source, stored, position) -> {
                    tails.stored(stored);
                    return followers.stored(source, stored, position);
                },
                new Retries(events.recognised(), clock),
                metrics);
        BodyDecoder bodies =
                new BodyDecoder(decoder, EventIds.after(events.lastEventId(), clock.instant()), Limits.defaults());
        IntakeCounters counters = new IntakeCounters(metrics);

        Workers searchers = Workers.shared("search", SEARCH_THREADS, SEARCHES_WAITING_MAX);
        teardown.push("searches", searchers::close);
        BooleanSupplier behind = () -> indexer.broken() || !followers.index().caughtUp();
        SearchDesk searches = new SearchDesk(searchers, store, decoder, behind, metrics);
        Workers rehearsals = new Workers("rehearse", 1, REHEARSALS_WAITING_MAX);
        teardown.push("rehearsals", rehearsals::close);
        BacktestDesk backtests =
                new BacktestDesk(rehearsals, store, decoder, configuration::get, options.rules(), clock);
        Holds holds = Holds.open(data.resolve("holds"));
        Supplier<RetentionPolicy> retention =
                () -> configuration.get().settings().retention();
        CustodyDesk custody =
                CustodyDesk.open(data, store, indexer, holds, retention, events::lastEventId, clock, teardown);
        BackupDesk backups = BackupDesk.open(data, store::snapshot, indexer, horizon, custody, teardown);
        intakeLoop.every(Housekeeping.EVERY, new Housekeeping(store, indexer, holds, retention, clock, metrics)::run);

        KafkaIntake kafka = KafkaInputs.start(
                settings.kafka(),
                new KafkaPorts(bodies, funnel, partition -> events.offsets().get(partition), counters, clock),
                vertx,
                metrics,
                teardown);

        alertLoop.every(Watch.EVERY, new Watch(metrics, alertDesk, kafka, clock)::look);
        Gauges.bind(
                metrics,
                store,
                indexer,
                backlog,
                searchers,
                intakeLoop,
                rulesLoop,
                alertLoop,
                room.notifyLoop(),
                tailLoop);
        metrics.journal(events::stats);

        this.waysBack = WaysBack.open(
                new WaysBack.Parts(
                        vertx, alerts, new SmsFace(alertLoop, alertDesk), configuration::get, clock, metrics),
                teardown);

        Settings.Listen listen = settings.listen().on(options.port());
        OverrideFace overriding = new OverrideFace(alertLoop, alertDesk, configuration::get, custody::note, clock);
        RoutedFace routed = room.routed(() -> configuration.get().routing());
        HttpIntake intake = new HttpIntake(bodies, funnel, counters, Limits.defaults(), clock);
        HttpApi.Ports ports = new HttpApi.Ports(
                intake,
                searches,
                tails,
                custody,
                backups,
                alerts,
                alerts,
                routed.ports(listen.authority()),
                new ExplainDesk(
                        alertLoop,
                        alertDesk,
                        overriding::inForce,
                        new WordedRendering(configuration::get),
                        room.decisions(),
                        clock),
                () -> rulesLoop.call(() -> Future.succeededFuture(rulesDesk.status())),
                backtests,
                overriding,
                () -> configuration.get().settings(),
                watching.heartbeats(),
                new ReceiverTestDesk(configuration::get, room::attempt, clock),
                new Checks(storage, watching, kafka)::all,
                new ServerStatus(store, kafka, clock)::json,
                registry::scrape,
                this::reload,
                token -> room.tokens().read(token, clock.instant()),
                waysBack.callbacks(),
                metrics::bug,
                clock);
        for (int i = 0; i < HTTP_LOOPS; i++) {
            String deployed = vertx.deployVerticle(new HttpVerticle(listen, on -> HttpApi.router(on, ports), port))
                    .await();
            teardown.push("http", () -> vertx.undeploy(deployed).await());
        }
        teardown.push("tails", () -> tails.stop().await());
    }

    private Configuration load() throws IOException {
        return ConfigFolder.load(options.config(), options.rules(), options.overrides(), options.environment());
    }

    String url() {
        return "http://"
                + configuration.get().settings().listen().on(port.get()).authority();
    }

    /** Everything that can fail is built first; only then is anything changed. */
    Future<Void> reload() {
        Configuration changed;
        try {
            changed = load();
        } catch (IOException | RuntimeException e) {
            log.warn("the configuration is refused, nothing was changed: {}", e.getMessage());
            metrics.alertmanager().reloaded(false, clock.instant());
            return Future.failedFuture(e);
        }
        configuration.set(changed);
        metrics.alertmanager().reloaded(true, clock.instant());
        RuleEngine.Prepared rules = RuleEngine.prepare(changed.rules());
        rulesLoop.tell(() -> rulesDesk.replace(rules));
        waysBack.reload();
        log.info(
                "reloaded {} rules and {} receivers",
                changed.rules().rules().size(),
                changed.routing().receivers().size());
        return alertLoop
                .call(() -> alertDesk.reconfigure(changed))
                .compose(done -> watching.use(changed.settings().selfWatch(), alertLoop));
    }

    void stop(Duration within) {
        teardown.run(within);
    }
}
