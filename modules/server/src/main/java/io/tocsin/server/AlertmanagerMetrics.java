package io.tocsin.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tocsin.model.Alert;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.Silence;
import io.tocsin.routing.Status;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of Alertmanager by Alertmanager's names, as far as its mixin and other tools ask for them: dashboards and alerts
 * that teams have go on working.
 */
final class AlertmanagerMetrics {
    /** Alertmanager's own buckets. */
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20)
    };

    private static final String NOTIFICATIONS = "Notifications that came to their end, however";

    private final MeterRegistry registry;
    private final Counter firing;
    private final Counter resolved;
    private final Counter invalid;
    private final GaugeTable alerts;
    private final GaugeTable silences;
    private final AtomicLong reloaded = new AtomicLong(1);
    private final AtomicLong reloadedAt = new AtomicLong();

    AlertmanagerMetrics(MeterRegistry registry, Instant startedAt) {
        this.registry = registry;
        this.firing = received("firing");
        this.resolved = received("resolved");
        this.invalid = Counter.builder("alertmanager.alerts.invalid")
                .description("Alerts that were posted and are none")
                .tag("version", "v2")
                .register(registry);
        this.alerts = new GaugeTable(registry, "alertmanager.alerts", "Alerts by state");
        this.silences = new GaugeTable(registry, "alertmanager.silences", "Silences by state");
        reloadedAt.set(startedAt.getEpochSecond());
        gauge(
                "alertmanager.build.info",
                "The version whose behaviour this is",
                Tags.of("version", AlertmanagerApi.COMPATIBLE),
                new AtomicLong(1));
        gauge("alertmanager.cluster.members", "Nodes, this one included", Tags.empty(), new AtomicLong(1));
        gauge(
                "alertmanager.config.last.reload.successful",
                "Whether the file on disk is in force",
                Tags.empty(),
                reloaded);
        gauge("alertmanager.config.last.reload.success.timestamp.seconds", "Since when", Tags.empty(), reloadedAt);
    }

    private Counter received(String status) {
        return Counter.builder("alertmanager.alerts.received")
                .description("Alerts that were posted")
                .tags("status", status, "version", "v2")
                .register(registry);
    }

    private void gauge(String name, String what, Tags tags, AtomicLong value) {
        Gauge.builder(name, () -> value).description(what).tags(tags).register(registry);
    }

    void received(List<Alert> some, Instant now) {
        long ended = some.stream().filter(alert -> !alert.firingAt(now)).count();
        resolved.increment((double) ended);
        firing.increment((double) some.size() - (double) ended);
    }

    void invalid(int some) {
        invalid.increment(some);
    }

    void reloaded(boolean successful, Instant now) {
        reloaded.set(successful ? 1 : 0);
        if (successful) reloadedAt.set(now.getEpochSecond());
    }

    /** One attempt of an integration: {@code slack}, {@code webhook} and so on. */
    void requested(String integration, Outcome outcome, long nanos) {
        Tags tags = Tags.of("integration", integration);
        count("alertmanager.notification.requests", "Attempts to notify", tags);
        boolean failed = switch (outcome) {
            case Outcome.Delivered delivered -> false;
            case Outcome.Retry retry -> true;
            case Outcome.Permanent permanent -> true;
            case Outcome.Ambiguous ambiguous -> true;
        };
        if (failed) count("alertmanager.notification.requests.failed", "Attempts to notify that failed", tags);
        Timer.builder("alertmanager.notification.latency")
                .description("One attempt to notify")
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** What became of a notification after all attempts. */
    void settled(String integration, Delivery delivery) {
        switch (delivery.state()) {
            case DELIVERED -> count("alertmanager.notifications", NOTIFICATIONS, Tags.of("integration", integration));
            case FAILED -> {
                count("alertmanager.notifications", NOTIFICATIONS, Tags.of("integration", integration));
                count(
                        "alertmanager.notifications.failed",
                        "Notifications that nobody got",
                        Tags.of("integration", integration, "reason", "other"));
            }
            case PLANNED, SENDING, RETRYING, CANCELLED -> {}
        }
    }

    private void count(String name, String what, Tags tags) {
        Counter.builder(name).description(what).tags(tags).register(registry).increment();
    }

    /** Counts what is there now. On the alert loop. */
    void count(List<Status.OfAlert> all, List<Silence> known, Instant now) {
        long held = 0;
        for (Status.OfAlert alert : all) held += alert.suppressed() ? 1 : 0;
        alerts.show(List.of(
                new GaugeTable.Row(Tags.of("state", "active"), all.size() - held),
                new GaugeTable.Row(Tags.of("state", "suppressed"), held),
                new GaugeTable.Row(Tags.of("state", "unprocessed"), 0)));
        Map<Silence.State, Long> states = new EnumMap<>(Silence.State.class);
        for (Silence.State state : Silence.State.values()) states.put(state, 0L);
        for (Silence silence : known) states.merge(silence.state(now), 1L, Long::sum);
        List<GaugeTable.Row> rows = new ArrayList<>();
        states.forEach((state, count) ->
                rows.add(new GaugeTable.Row(Tags.of("state", state.name().toLowerCase(Locale.ROOT)), count)));
        silences.show(rows);
    }
}
