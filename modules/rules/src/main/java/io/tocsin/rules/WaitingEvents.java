package io.tocsin.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for the watermark, to be taken in their order. Those of one slice of time are only put together until its turn comes
 * and are sorted then: as events come nearly in order, that is soon done. One queue of them all would compare each with a dozen others
 * that lie all over memory.
 */
final class WaitingEvents {
    /** Much shorter than events wait, so that hardly one comes for the slice that is being taken. */
    private static final long SLICE_MILLIS = 1_000;

    private final TreeMap<Long, List<PendingEvent>> later = new TreeMap<>();

    /** Of the slice whose turn it is, in order. */
    private List<PendingEvent> present = List.of();

    private int next;
    private long slice = Long.MIN_VALUE;

    /** Of that slice and earlier ones, what came when it was sorted already. */
    private final PriorityQueue<PendingEvent> stragglers = new PriorityQueue<>();

    private int size;

    void add(PendingEvent event) {
        long own = Math.floorDiv(event.at(), SLICE_MILLIS);
        if (own <= slice) stragglers.add(event);
        else later.computeIfAbsent(own, none -> new ArrayList<>()).add(event);
        size++;
    }

    void addAll(Collection<? extends PendingEvent> events) {
        events.forEach(this::add);
    }

    int size() {
        return size;
    }

    /** The one whose turn is next; null when none waits. */
    @Nullable
    PendingEvent peek() {
        if (next == present.size() && stragglers.isEmpty()) turn();
        return isStraggler() ? stragglers.peek() : next < present.size() ? present.get(next) : null;
    }

    /** Whether the next one came when its slice was sorted already. */
    private boolean isStraggler() {
        PendingEvent straggler = stragglers.peek();
        return straggler != null && (next == present.size() || straggler.compareTo(present.get(next)) < 0);
    }

    private void turn() {
        Map.Entry<Long, List<PendingEvent>> first = later.pollFirstEntry();
        next = 0;
        present = first == null ? List.of() : first.getValue();
        if (first == null) return;
        slice = first.getKey();
        present.sort(null);
    }

    /** Takes the one that {@link #peek} has just given. */
    void poll() {
        if (isStraggler()) stragglers.remove();
        else next++;
        size--;
    }

    void clear() {
        later.clear();
        stragglers.clear();
        present = List.of();
        next = 0;
        slice = Long.MIN_VALUE;
        size = 0;
    }

    void removeIf(Predicate<? super PendingEvent> unwanted) {
        List<PendingEvent> kept = all();
        clear();
        kept.removeIf(unwanted);
        addAll(kept);
    }

    /** All of them, in no order. */
    List<PendingEvent> all() {
        List<PendingEvent> all = new ArrayList<>(size);
        all.addAll(present.subList(next, present.size()));
        all.addAll(stragglers);
        later.values().forEach(all::addAll);
        return all;
    }
}
