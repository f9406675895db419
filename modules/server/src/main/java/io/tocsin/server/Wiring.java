package io.tocsin.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.escalation.Incident;
import io.tocsin.ingest.BodyDecoder;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.EventIds;
import io.tocsin.ingest.HttpIntake;
import io.tocsin.ingest.KafkaIntake;
import io.tocsin.ingest.KafkaPorts;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.tocsin.notify.ChannelSettings;
import io.tocsin.notify.Channels;
import io.tocsin.routing.Entity;
import io.tocsin.routing.RouterState;
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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product as one list, in the order of dependency. Each part pushes how to stop it as soon as it stands. Threads:
 * one event loop each for the way into the journal, rules, alerts, notices and tails; two for HTTP; one writer for each
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

    /** What is on its way when we are asked to stop: most answers come within this. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(4);

    /** How often to look whether the journal of alerts has grown too long; it grows by a record a step. */
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final StartOptions options;
    private final Teardown teardown;
    private final AtomicReference<Configuration> configuration;
    private final AtomicInteger port = new AtomicInteger();
    private final Loop alertLoop;
    private final Loop rulesLoop;
    private final AlertDesk alertDesk;
    private final RulesDesk rulesDesk;

    Wiring(StartOptions options, InstantSource clock, Teardown teardown) throws IOException {
        this.options = options;
        this.teardown = teardown;
        Configuration loaded = load();
        this.configuration = new AtomicReference<>(loaded);
        Settings settings = loaded.settings();
        loaded.warnings().forEach(warning -> log.warn("{}", warning));

        DataFolder folder = DataFolder.take(options.data());
        teardown.push("data folder", folder::close);
        Path data = folder.path();
        AckTokens tokens = AckTokens.load(data);

        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        teardown.push("metrics", registry::close);
        Jvm.bindTo(registry, teardown);
        Metrics metrics = new Metrics(registry, clock);
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
        Journal alertJournal = Journal.open(data.resolve("journal/alerts"), JournalSettings.named("alerts"));
        teardown.push("journal of alerts", alertJournal::close);

        Loop intakeLoop = LoopVerticle.deploy(vertx, "intake", TASKS_MAX, metrics::bug);
        this.rulesLoop = LoopVerticle.deploy(vertx, "rules", TASKS_MAX, metrics::bug);
        this.alertLoop = LoopVerticle.deploy(vertx, "alerts", TASKS_MAX, metrics::bug);
        DecisionDesk decisions = DecisionDesk.start(data.resolve("journal/decisions"), alertLoop, clock, teardown);
        Loop notifyLoop = LoopVerticle.deploy(vertx, "notify", TASKS_MAX, metrics::bug);

        Channels channels = Channels.open(vertx, ChannelSettings.defaults(settings.externalUrl()));
        teardown.push("channels", channels::close);
        AlertLog alertLog = new AlertLog(alertJournal);
        AlertMemory memory = alertLog.load();
        events.expectAfter(store.indexedPosition());
        AtomicReference<@Nullable AlertDesk> answering = new AtomicReference<>();
        Sender sender = new Sender(
                notifyLoop,
                channels,
                metrics,
                (notice, outcome) -> alertLoop.tell(() -> {
                    AlertDesk desk = answering.get();
                    if (desk != null) desk.answered(notice.id(), outcome);
                }));
        AlertDeskParts.Journal steps = alertLoop.here(alertLog::append).andThen(Future::<Void>mapEmpty)::apply;
        this.alertDesk = new AlertDesk(
                new AlertDeskParts(steps, sender::send, tokens, clock, new Random(), metrics, decisions),
                loaded,
                alertLoop.timers());
        answering.set(alertDesk);
        teardown.push(
                "alerts", () -> alertLoop.call(alertDesk::stop).await(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS));
        Workers drops = new Workers("drop", 1, 1);
        teardown.push("drops", drops::close);
        alertLoop.every(TIDY_EVERY, () -> alertLog.tidy(alertDesk::everything, clock.instant(), drops));
        AlertFace alerts = new AlertFace(alertLoop, alertDesk, clock);
        alertLoop.call(() -> restore(memory)).await();

        RuleCheckpoints checkpoints = new RuleCheckpoints(data.resolve("rules"));
        RuleCheckpoints.Saved saved = checkpoints.load(loaded.rules(), events.nextPosition());
        this.rulesDesk = new RulesDesk(
                loaded.rules(),
                saved.engine(),
                clock,
                (firings, position) -> {
                    Instant found = clock.instant();
                    alertLoop.tell(() -> {
                        metrics.lag(Metrics.Stage.ALERTS, found);
                        alertDesk.firings(firings, position);
                    });
                },
                metrics);
        Backlog backlog = new Backlog(Runtime.getRuntime().maxMemory());
        Followers followers = new Followers(events, intakeLoop);
        Horizon horizon = new Horizon(events, () -> followers.needed(rulesDesk.memory()), clock);
        Indexer indexer = new Indexer(store, metrics, horizon, backlog);
        indexer.start();
        teardown.push("indexer", indexer::close);
        Recovery recovery =
                new Recovery(rulesDesk, alerts.current().await(), memory.events(), events.nextPosition(), saved.next());
        followers.start(indexer, store.indexedPosition(), saved.next(), recovery.on(rulesLoop, backlog));
        teardown.push("catching up", followers::close);
        indexer.whenWell(() -> intakeLoop.tell(() -> followers.startAgain(indexer, store.indexedPosition())));
        rulesLoop.every(RulesDesk.TICK, rulesDesk::tick);
        RuleKeeping.start(rulesDesk, rulesLoop, checkpoints, at -> alertLoop.call(() -> alertDesk.heard(at)), teardown);
        Warmups.start(rulesDesk, rulesLoop, new PastEvents(store, decoder), indexer, teardown);
        DiskSpace space = DiskSpace.of(data);
        Storage storage = new Storage(space, events, alertJournal, store, indexer, followers::index);
        storage.watch(alertLoop, list -> alertDesk.foreign(list), clock, teardown);
        storage.gauges(metrics);

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
                metrics, store, indexer, backlog, searchers, intakeLoop, rulesLoop, alertLoop, notifyLoop, tailLoop);
        metrics.journal(events::stats);

        HttpIntake intake = new HttpIntake(bodies, funnel, counters, Limits.defaults(), clock);
        HttpApi.Ports ports = new HttpApi.Ports(
                intake,
                searches,
                tails,
                custody,
                backups,
                alerts,
                alerts,
                new ExplainDesk(alertLoop, alertDesk, configuration::get, Rendering.PLAIN, decisions, clock),
                () -> rulesLoop.call(() -> Future.succeededFuture(rulesDesk.status())),
                backtests,
                () -> configuration.get().oncall().schedules().values(),
                () -> configuration.get().settings(),
                new Checks(storage, kafka)::all,
                new ServerStatus(store, kafka, clock)::json,
                registry::scrape,
                this::reload,
                token -> tokens.read(token, clock.instant()),
                metrics::bug,
                clock);
        Settings.Listen listen = settings.listen().on(options.port());
        for (int i = 0; i < HTTP_LOOPS; i++) {
            String deployed = vertx.deployVerticle(new HttpVerticle(listen, () -> ports, port))
                    .await();
            teardown.push("http", () -> vertx.undeploy(deployed).await());
        }
        teardown.push("tails", () -> tails.stop().await());
    }

    private Configuration load() throws IOException {
        return ConfigFolder.load(options.config(), options.rules(), options.overrides(), options.environment());
    }

    private Future<Void> restore(AlertMemory memory) {
        try {
            return alertDesk.restore(
                    RouterState.of(memory.all(Turn.ROUTING, Entity.class)),
                    memory.all(IncidentDesk.KIND, Incident.class),
                    memory.all(Messages.KIND, Outgoing.class));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
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
            return Future.failedFuture(e);
        }
        configuration.set(changed);
        RuleEngine.Prepared rules = RuleEngine.prepare(changed.rules());
        rulesLoop.tell(() -> rulesDesk.replace(rules));
        log.info(
                "reloaded {} rules and {} receivers",
                changed.rules().rules().size(),
                changed.routing().receivers().size());
        return alertLoop.call(() -> alertDesk.reconfigure(changed));
    }

    void stop(Duration within) {
        teardown.run(within);
    }
}
