package io.tocsin.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tocsin.journal.JournalStats;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Severity;
import io.tocsin.notify.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Every number that Tocsin tells about itself, by the names that dashboards use; the README lists them. */
final class Metrics {
    /** From a quiet SSD's fsync to a disk in trouble; the same buckets for every stage, so that they can be compared. */
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000), Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(20),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10),
    };

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Timer journalAppend;
    private final Timer indexBatch;
    private final Timer search;
    private final Timer detect;
    private final Counter bugs;
    private final Map<String, GaugeTable> tables;

    private final Map<Stage, AtomicLong> lags = new EnumMap<>(Stage.class);
    private final AlertmanagerMetrics alertmanager;
    private final IncidentMetrics incidents;

    /** Where an event or a page can be late. */
    enum Stage {
        RULES,
        INDEX,
        ALERTS,
        NOTIFY
    }

    Metrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        for (Stage stage : Stage.values()) lags.put(stage, lagGauge(stage));
        this.journalAppend = timer("tocsin.journal.append", "From hand-over to durable, per batch");
        this.indexBatch = timer("tocsin.index.batch", "Indexing one batch");
        this.search = timer("tocsin.search", "One search on its thread");
        this.detect = timer("tocsin.detect", "From acceptance of the deciding event to the alert loop");
        this.bugs = Counter.builder("tocsin.bugs")
                .description("Exceptions that our own code threw")
                .register(registry);
        this.alertmanager = new AlertmanagerMetrics(registry, clock.instant());
        this.incidents = new IncidentMetrics(registry);
        this.tables = Map.of(
                "tocsin.incidents", table("tocsin.incidents", "Incidents by state and severity"),
                "tocsin.alerts.firing", table("tocsin.alerts.firing", "Alerts that fire now, by rule"),
                "tocsin.escalation.level.max", table("tocsin.escalation.level.max", "Highest level paged, by severity"),
                "tocsin.kafka.lag.records", table("tocsin.kafka.lag.records", "Records not read yet, by partition"));
    }

    /** The same in the words of Alertmanager. */
    AlertmanagerMetrics alertmanager() {
        return alertmanager;
    }

    /** What incidents cost. */
    IncidentMetrics incidents() {
        return incidents;
    }

    private AtomicLong lagGauge(Stage stage) {
        AtomicLong millis = new AtomicLong();
        gauge(
                "tocsin.stage.lag.seconds",
                "How old what a stage last worked on was by then",
                Tags.of("stage", stage.name().toLowerCase(Locale.ROOT)),
                () -> millis.get() / 1000.0);
        return millis;
    }

    /** A stage has come to what was taken in then. */
    void lag(Stage stage, Instant takenIn) {
        AtomicLong lag = lags.get(stage);
        if (lag != null)
            lag.set(Math.max(0, Duration.between(takenIn, clock.instant()).toMillis()));
    }

    private Timer timer(String name, String what) {
        return Timer.builder(name)
                .description(what)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private GaugeTable table(String name, String what) {
        return new GaugeTable(registry, name, what);
    }

    Counter accepted(String source) {
        return counter("tocsin.events.accepted", "Events made durable", Tags.of("source", source));
    }

    void rejected(String source, String reason, long records) {
        count(
                "tocsin.events.rejected",
                "Records that were no events; kept and searchable as _reject:true",
                Tags.of("source", source, "reason", reason),
                records);
    }

    void duplicates(String source, long events) {
        if (events == 0) return;
        count(
                "tocsin.events.duplicates",
                "Events not stored because an event of the same _id was",
                Tags.of("source", source),
                events);
    }

    Counter ingestBytes(String source) {
        return counter("tocsin.ingest.bytes", "Bytes of bodies and records taken in", Tags.of("source", source));
    }

    void masked(String source, long values) {
        count(
                "tocsin.values.masked",
                "Values made unreadable before they were stored",
                Tags.of("source", source),
                values);
    }

    void journalAppend(long nanos) {
        journalAppend.record(nanos, TimeUnit.NANOSECONDS);
    }

    void journal(Supplier<JournalStats> stats) {
        counter(
                "tocsin.journal.fsyncs",
                "Syncs of the disk; each answers all that waited",
                () -> stats.get().fsyncs());
        counter("tocsin.journal.bytes", "Bytes made durable", () -> stats.get().appendedBytes());
        counter(
                "tocsin.journal.refused",
                "Batches refused because too much waited",
                () -> stats.get().refusedRecords());
        gauge(
                "tocsin.queue.depth",
                "Tasks that wait",
                Tags.of("queue", "journal"),
                () -> stats.get().waitingRecords());
    }

    private void counter(String name, String what, Supplier<Number> value) {
        // The meter holds its subject weakly: a supplier that nobody else holds would be gone, and the count stand
        // still.
        FunctionCounter.builder(name, this, held -> value.get().doubleValue())
                .description(what)
                .register(registry);
    }

    void indexBatch(long nanos) {
        indexBatch.record(nanos, TimeUnit.NANOSECONDS);
    }

    void search(long nanos) {
        search.record(nanos, TimeUnit.NANOSECONDS);
    }

    void detected(Duration sinceAccepted) {
        detect.record(sinceAccepted);
    }

    void evaluated(String rule, long events) {
        count("tocsin.rule.evaluations", "Events that a rule's condition looked at", Tags.of("rule", rule), events);
    }

    void late(String rule, long events) {
        count("tocsin.rule.late.events", "Events too late for their window", Tags.of("rule", rule), events);
    }

    void fired(String rule, String severity) {
        count(
                "tocsin.alerts.fired",
                "Alerts that began",
                Tags.of("rule", rule, "severity", severity.toLowerCase(Locale.ROOT)),
                1);
    }

    void notified(String channel, Notice.Kind kind, Outcome outcome, long nanos) {
        count(
                "tocsin.notifications",
                "Attempts to deliver a notice, by what became of them",
                Tags.of("channel", channel, "kind", kind.name().toLowerCase(Locale.ROOT), "outcome", word(outcome)),
                1);
        Timer.builder("tocsin.notification")
                .description("One attempt, from hand-over to the answer")
                .tags("channel", channel)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
        alertmanager.requested(channel, outcome, nanos);
    }

    /** A message has come to its end. */
    void settled(String channel, Delivery delivery) {
        alertmanager.settled(channel, delivery);
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> "delivered";
            case Outcome.Retry retry -> "retry";
            case Outcome.Permanent permanent -> "failed";
            case Outcome.Ambiguous ambiguous -> "ambiguous";
        };
    }

    void levelPaged(int level) {
        count("tocsin.escalation.level.pages", "People paged, by level", Tags.of("level", "" + level), 1);
    }

    void notToldInTime(Severity severity) {
        String word = severity.name().toLowerCase(Locale.ROOT);
        count("tocsin.pages.late", "Rounds without a page in time (notify_within)", Tags.of("severity", word), 1);
    }

    void acknowledgedAfter(Duration open) {
        Timer.builder("tocsin.acknowledge")
                .description("From opening an incident to its acknowledgement")
                .serviceLevelObjectives(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1))
                .register(registry)
                .record(open);
    }

    void bug() {
        bugs.increment();
    }

    /** A call of whoever watches us. */
    void watchdog(boolean reached) {
        Tags tags = Tags.of("outcome", reached ? "delivered" : "failed");
        count("tocsin.watchdog.calls", "Calls that told our watchdog that all is well", tags, 1);
    }

    private void count(String name, String what, Tags tags, long by) {
        counter(name, what, tags).increment((double) by);
    }

    private Counter counter(String name, String what, Tags tags) {
        return Counter.builder(name).description(what).tags(tags).register(registry);
    }

    void gauge(String name, String what, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value).description(what).tags(tags).register(registry);
    }

    /** Replaces all rows of one of the tables of gauges. */
    void rows(String table, List<GaugeTable.Row> rows) {
        GaugeTable gauge = tables.get(table);
        if (gauge == null) throw new IllegalArgumentException("there is no table " + table);
        gauge.show(rows);
    }
}
