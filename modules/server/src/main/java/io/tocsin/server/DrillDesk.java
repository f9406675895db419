package io.tocsin.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Channel;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Raises a test alarm every minute, on the alert loop. It takes the way of every alert: routing, an incident, a page in the outbox,
 * a record in the journal of alerts before anything leaves, the notify loop, the answer back. Only the desk is one of its own, so
 * that no silence is about it and nobody sees it among their incidents; and the channel, which delivers to nobody.
 */
final class DrillDesk {
    /** Under this key our own log is silent ({@code logback.xml}): a test alarm must not look like an alert. */
    private static final String REHEARSAL = "rehearsal";

    /** Before the keys of the journal: a start must not take a test alarm for an incident. */
    private static final String PREFIX = "test-alarm/";

    private final AckTokens tokens = new AckTokens(new byte[32]);
    private final AlertDeskParts.Journal journal;
    private final Timers timers;
    private final Configuration plan;
    private final InstantSource clock;
    private final Metrics metrics;
    private final AlertDeskParts.Dispatch sender;
    private final Set<String> written = new LinkedHashSet<>();

    /** Read by whoever says that we are well, on another thread. */
    private volatile Drill drill = Drill.NONE;

    private @Nullable AlertDesk desk;

    /**
     * A desk that has raised nothing yet.
     *
     * @param journal that of all alerts; completes on the alert loop
     */
    DrillDesk(Loop alerts, Loop notices, AlertDeskParts.Journal journal, Configuration plan, InstantSource clock) {
        this(journal, alerts.timers(), plan, clock, answered -> {
            Metrics nobodys = new Metrics(new SimpleMeterRegistry(), clock);
            Channel nowhere = (notice, wording) -> Future.succeededFuture(new Outcome.Delivered("to nobody", ""));
            Sender sender = new Sender(
                    notices,
                    nowhere,
                    nobodys,
                    (notice, outcome) -> alerts.tell(() -> answered.accept(notice, outcome)));
            return sender::send;
        });
    }

    /** @param senders makes one that tells each outcome on the alert loop */
    DrillDesk(
            AlertDeskParts.Journal journal,
            Timers timers,
            Configuration plan,
            InstantSource clock,
            Function<BiConsumer<Notice, Outcome>, AlertDeskParts.Dispatch> senders) {
        this.journal = journal;
        this.timers = timers;
        this.plan = plan;
        this.clock = clock;
        this.metrics = new Metrics(new SimpleMeterRegistry(), clock);
        this.sender = senders.apply((notice, outcome) -> quietly(() -> answered(notice, outcome)));
    }

    /** Raises the next one; what is left of the one before is forgotten. */
    void raise() {
        quietly(() -> {
            forget();
            Instant now = clock.instant();
            drill = drill.begun(now);
            AlertDesk fresh = new AlertDesk(
                    new AlertDeskParts(this::write, sender, tokens, clock, () -> 0L, metrics),
                    plan,
                    (delay, task) -> timers.after(delay, () -> quietly(task)));
            desk = fresh;
            fresh.foreign(List.of(alert(now, null, now)));
        });
    }

    private static Alert alert(Instant since, @Nullable Instant end, Instant now) {
        return new Alert(DrillPlan.ALERT, Map.of(), since, end, now, "", List.of(), "");
    }

    private void answered(Notice notice, Outcome outcome) {
        AlertDesk current = desk;
        if (current == null) return;
        current.answered(notice.id(), outcome).onSuccess(durable -> quietly(() -> goOn(current, notice)));
    }

    private void goOn(AlertDesk answered, Notice notice) {
        if (answered != desk) return;
        Instant now = clock.instant();
        Instant began = drill.began();
        switch (notice.kind()) {
            case PAGE -> {
                drill = drill.paged();
                if (began != null) answered.foreign(List.of(alert(began, now, now)));
            }
            case RESOLVED -> {
                drill = drill.over(now);
                forget();
            }
            case NOTIFY, ACKNOWLEDGED -> {}
        }
    }

    private Future<Void> write(AlertLog.Entry entry) {
        Map<String, Object> put = new LinkedHashMap<>();
        entry.put().forEach((key, entity) -> put.put(PREFIX + key, entity));
        written.addAll(put.keySet());
        List<String> gone = entry.forget().stream().map(key -> PREFIX + key).toList();
        Promise<Void> durable = Promise.promise();
        AlertDesk writing = desk;
        journal.append(new AlertLog.Entry(entry.at(), put, gone, -1))
                .onComplete((done, failure) -> quietly(() -> {
                    // A page of which no record was kept went out all the same. For a real one that is right; a test
                    // must not pass by it.
                    if (failure != null && writing == desk) giveUp();
                    durable.complete(null, failure);
                }));
        return durable.future();
    }

    private void giveUp() {
        AlertDesk old = desk;
        desk = null;
        if (old != null) old.stop();
    }

    /** Its records are of no use to anybody: what is known of alerts stays as large as it was. */
    private void forget() {
        giveUp();
        if (written.isEmpty()) return;
        List<String> keys = List.copyOf(written);
        written.clear();
        journal.append(new AlertLog.Entry(clock.instant(), Map.of(), keys, -1));
    }

    private static void quietly(Runnable work) {
        if (MDC.get(REHEARSAL) != null) {
            work.run();
            return;
        }
        MDC.put(REHEARSAL, "yes");
        try {
            work.run();
        } finally {
            MDC.remove(REHEARSAL);
        }
    }

    /** Where the last one stands; for any thread. */
    Drill drill() {
        return drill;
    }
}
