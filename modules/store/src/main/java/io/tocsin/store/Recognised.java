package io.tocsin.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The batches and events that are recognised when they come again. Bounded: the oldest are forgotten first. Written by the
 * thread that makes batches durable, read by the one that takes them in; the lock is held for moments.
 */
public final class Recognised {
    /** Senders try again for minutes; at a hundred named batches a second this is eight of them. */
    static final int BATCHES_MAX = 50_000;

    /** A sender that was away for longer than a day has lost its memory too. */
    static final Duration BATCH_AGE_MAX = Duration.ofHours(24);

    /** Eight bytes each at the beginning of every journal segment: an eighth of it at most. */
    static final int EVENTS_MAX = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Delivered> batches = new LinkedHashMap<>();
    private final RecentKeys events;
    private final int batchesMax;

    /** Knows nothing yet; forgets at the limits of the server. */
    public Recognised() {
        this(BATCHES_MAX, EVENTS_MAX);
    }

    Recognised(int batchesMax, int eventsMax) {
        this.batchesMax = batchesMax;
        this.events = new RecentKeys(eventsMax);
    }

    /** What was told about a batch of this name; null when it is not known, or not any more. */
    public @Nullable Delivered batch(String name, Instant now) {
        lock.lock();
        try {
            Delivered known = batches.get(name);
            return known == null || tooOld(known, now) ? null : known;
        } finally {
            lock.unlock();
        }
    }

    /** Whether an event of this key is known. */
    public boolean event(long key) {
        lock.lock();
        try {
            return events.contains(key);
        } finally {
            lock.unlock();
        }
    }

    /** Knows a batch and its events from now on. */
    public void remember(@Nullable Delivered batch, List<Long> keys) {
        if (batch == null && keys.isEmpty()) return;
        lock.lock();
        try {
            for (long key : keys) events.add(key);
            if (batch != null) remember(batch);
        } finally {
            lock.unlock();
        }
    }

    private void remember(Delivered batch) {
        // The same name again, after the first was forgotten for its age, is as new as it is.
        batches.remove(batch.batch());
        batches.put(batch.batch(), batch);
        Iterator<Delivered> oldest = batches.values().iterator();
        while (oldest.hasNext()) {
            Delivered next = oldest.next();
            if (batches.size() <= batchesMax && !tooOld(next, batch.at())) return;
            oldest.remove();
        }
    }

    private static boolean tooOld(Delivered batch, Instant now) {
        return batch.at().plus(BATCH_AGE_MAX).isBefore(now);
    }

    /** Everything, oldest first. */
    Snapshot snapshot() {
        lock.lock();
        try {
            return new Snapshot(new ArrayList<>(batches.values()), events.oldestFirst());
        } finally {
            lock.unlock();
        }
    }

    /** What is known at one moment. */
    record Snapshot(List<Delivered> batches, List<Long> keys) {
        static final Snapshot EMPTY = new Snapshot(List.of(), List.of());
    }
}
