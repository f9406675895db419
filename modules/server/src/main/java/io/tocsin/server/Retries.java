package io.tocsin.server;

import io.tocsin.ingest.Intake;
import io.tocsin.ingest.Receipt;
import io.tocsin.model.LogEvent;
import io.tocsin.store.Delivered;
import io.tocsin.store.EventBatch;
import io.tocsin.store.EventKeys;
import io.tocsin.store.Recognised;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what comes for the first time from what is sent again: batches by the name that their sender gave them, events by
 * their {@code _id}. What is durable is known to the log; what is on its way there is known here. Owned by the intake loop.
 */
final class Retries {
    private final Recognised durable;
    private final InstantSource clock;
    private final EventKeys keys = new EventKeys();

    /** Batches that are being written, by name and by the keys of their events. */
    private final Map<Object, Future<?>> writing = new HashMap<>();

    /** @param durable what the log knows */
    Retries(Recognised durable, InstantSource clock) {
        this.durable = durable;
        this.clock = clock;
    }

    /** What there is to do about a batch. */
    sealed interface Look {}

    /** It was stored before. */
    record Known(Receipt receipt) implements Look {}

    /** It, or an event of it, is being stored: look again once that is settled. */
    record UnderWay(Future<?> settled) implements Look {}

    /** It is to be stored, and then answered so. */
    record Fresh(EventBatch batch, Receipt receipt) implements Look {}

    /**
     * A batch of which nothing can be recognised, because its sender named neither it nor an event of it; null for any other.
     * From any thread.
     */
    static @Nullable EventBatch plain(Intake intake) {
        if (intake.named() != null || EventKeys.mayBeIn(intake.events())) return null;
        return new EventBatch(intake.source(), intake.offsets(), intake.events());
    }

    Look look(Intake intake) {
        String scope = scope(intake);
        Intake.Named named = intake.named();
        String name = named == null ? null : scope + named.id();
        if (name != null) {
            Delivered known = durable.batch(name, clock.instant());
            if (known != null) return new Known(receipt(known));
            Future<?> same = writing.get(name);
            if (same != null) return new UnderWay(same);
        }
        return events(intake, scope, name);
    }

    private static Receipt receipt(Delivered known) {
        return new Receipt(known.duplicates(), new Intake.Named(known.batch(), known.accepted(), known.rejected()));
    }

    /** Names are those of a sender, on one way in: all partitions of Kafka are one. */
    private static String scope(Intake intake) {
        int colon = intake.source().indexOf(':');
        String way = colon < 0 ? intake.source() : intake.source().substring(0, colon);
        return way + '\n' + intake.sender() + '\n';
    }

    private Look events(Intake intake, String scope, @Nullable String name) {
        Set<Long> fresh = new LinkedHashSet<>(0);
        // Copied only once there is something to leave out, which is rare.
        List<LogEvent> kept = null;
        int seen = 0;
        for (LogEvent event : intake.events()) {
            long key = keys.of(scope, event);
            boolean again = key != EventKeys.NONE && (durable.event(key) || fresh.contains(key));
            if (key != EventKeys.NONE && !again) {
                Future<?> same = writing.get(key);
                if (same != null) return new UnderWay(same);
                fresh.add(key);
            }
            if (again && kept == null) kept = new ArrayList<>(intake.events().subList(0, seen));
            if (!again && kept != null) kept.add(event);
            seen++;
        }
        return fresh(intake, name, kept == null ? intake.events() : kept, List.copyOf(fresh));
    }

    private Fresh fresh(Intake intake, @Nullable String name, List<LogEvent> events, List<Long> fresh) {
        int duplicates = intake.events().size() - events.size();
        Intake.Named named = intake.named();
        Delivered delivered = name == null || named == null
                ? null
                : new Delivered(name, clock.instant(), named.accepted(), named.rejected(), duplicates);
        EventBatch batch = new EventBatch(intake.source(), intake.offsets(), events, delivered, fresh);
        return new Fresh(batch, duplicates == 0 ? Receipt.NEW : new Receipt(duplicates, null));
    }

    /** Waits for a batch to be settled, one way or the other. */
    void underWay(EventBatch batch, Future<?> answer) {
        Delivered delivered = batch.delivered();
        if (delivered == null && batch.keys().isEmpty()) return;
        List<Object> names = new ArrayList<>(batch.keys());
        if (delivered != null) names.add(delivered.batch());
        names.forEach(name -> writing.put(name, answer));
        answer.onComplete(settled -> names.forEach(writing::remove));
    }
}
