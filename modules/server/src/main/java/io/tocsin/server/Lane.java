package io.tocsin.server;

import io.tocsin.notify.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one address: what waits for it, by the instant of its next attempt, and what is on its way. What a lane answers
 * takes as long as the answer is, however much waits.
 */
final class Lane {
    private final NavigableMap<Instant, Set<String>> waiting = new TreeMap<>();

    /** What was put off to be summed up; it is looked for apart. */
    private final NavigableMap<Instant, Set<String>> putOff = new TreeMap<>();

    private final Set<String> onTheirWay = new HashSet<>();
    private final IntSupplier room;

    /**
     * An empty lane.
     *
     * @param room how many may be on their way at once
     */
    Lane(IntSupplier room) {
        this.room = room;
    }

    void add(Outgoing outgoing) {
        Delivery delivery = outgoing.delivery();
        switch (delivery.state()) {
            case SENDING -> onTheirWay.add(outgoing.id());
            case PLANNED, RETRYING ->
                queue(delivery)
                        .computeIfAbsent(delivery.nextAttemptAt(), at -> new LinkedHashSet<>())
                        .add(outgoing.id());
            case DELIVERED, FAILED, CANCELLED -> {}
        }
    }

    void remove(Outgoing outgoing) {
        Delivery delivery = outgoing.delivery();
        onTheirWay.remove(outgoing.id());
        Set<String> same = queue(delivery).get(delivery.nextAttemptAt());
        if (same != null && same.remove(outgoing.id()) && same.isEmpty()) {
            queue(delivery).remove(delivery.nextAttemptAt());
        }
    }

    private NavigableMap<Instant, Set<String>> queue(Delivery delivery) {
        return delivery.isPutOff() ? putOff : waiting;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && putOff.isEmpty() && onTheirWay.isEmpty();
    }

    int onTheirWay() {
        return onTheirWay.size();
    }

    private int free() {
        return Math.max(0, room.getAsInt() - onTheirWay.size());
    }

    /** What is due and has room, longest due first. */
    List<String> dueAt(Instant now) {
        return Stream.of(waiting, putOff)
                .flatMap(queue -> queue.headMap(now, true).values().stream())
                .flatMap(Set::stream)
                .limit(free())
                .toList();
    }

    /** What was put off until now. */
    List<String> putOffUntil(Instant now) {
        List<String> due = new ArrayList<>();
        putOff.headMap(now, true).values().forEach(due::addAll);
        return due;
    }

    /** When the next attempt is due; null when nothing waits but for the answers to those on their way. */
    @Nullable
    Instant nextDeadline() {
        if (free() == 0 || (waiting.isEmpty() && putOff.isEmpty())) return null;
        if (waiting.isEmpty()) return putOff.firstKey();
        if (putOff.isEmpty()) return waiting.firstKey();
        return waiting.firstKey().isBefore(putOff.firstKey()) ? waiting.firstKey() : putOff.firstKey();
    }
}
