package io.tocsin.store;

import io.tocsin.query.Pipe;
import io.tocsin.query.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the matching events of one block into a tally. The keys of an event become one number; the tally is asked once for
 * each different one, and told once how many events it has.
 */
final class BlockTally {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** So many combinations of keys are looked up in an array; more in a map. */
    private static final int DENSE_MAX = 1 << 16;

    private final Walk.Found found;
    private final Tally tally;
    private final Pipe.Stats stats;
    private final long[] buckets;
    private final long firstBucket;
    private final long bucketMillis;
    private final List<FirstValues> keys = new ArrayList<>();
    private final int[] dense;
    private final Map<Long, Integer> sparse = new HashMap<>();
    private final List<Tally.@Nullable Group> groups = new ArrayList<>();
    private int[] slots = new int[0];

    BlockTally(Walk.Found found, Chunk chunk, Tally tally) throws IOException {
        this.found = found;
        this.tally = tally;
        this.stats = tally.stats();
        this.bucketMillis = stats.bucket() == null ? 0 : stats.bucket().toMillis();
        this.firstBucket = bucket(chunk.minTime());
        this.buckets = bucketMillis == 0 ? new long[0] : new long[found.events().size()];
        double combinations = bucketMillis == 0 ? 1 : bucket(chunk.maxTime()) - firstBucket + 1.0;
        for (String field : stats.by()) {
            FirstValues values = new FirstValues(found, field);
            keys.add(values);
            combinations *= values.size();
        }
        this.dense = new int[combinations <= DENSE_MAX ? (int) combinations : 0];
        Arrays.fill(dense, -1);
    }

    /** Which stretch of time, counted from the epoch. */
    private long bucket(long nanos) {
        return bucketMillis == 0 ? 0 : Math.floorDiv(Math.floorDiv(nanos, NANOS_PER_MILLI), bucketMillis);
    }

    void count() throws IOException {
        fillBuckets();
        EventSet events = found.events();
        slots = new int[events.size()];
        int[] sizes = new int[16];
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            int slot = slot(event);
            slots[event] = slot;
            if (slot >= sizes.length) sizes = Arrays.copyOf(sizes, 2 * slot);
            sizes[slot]++;
        }
        for (int slot = 0; slot < groups.size(); slot++) {
            Tally.Group group = groups.get(slot);
            if (group != null) group.count(sizes[slot]);
        }
        for (int measure = 0; measure < stats.measures().size(); measure++) measure(measure);
    }

    /** Neighbours lie in the same stretch mostly: a division for each event would cost more than all the rest. */
    private void fillBuckets() {
        if (bucketMillis == 0) return;
        Block block = found.block();
        EventSet events = found.events();
        long from = 1;
        long to = 0;
        long current = 0;
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            long time = block.time(event);
            if (time < from || time >= to) {
                current = bucket(time);
                from = time - Math.floorMod(time, bucketMillis * NANOS_PER_MILLI);
                to = from + bucketMillis * NANOS_PER_MILLI;
            }
            buckets[event] = current;
        }
    }

    private int slot(int event) {
        long key = bucketMillis == 0 ? 0 : buckets[event] - firstBucket;
        for (int i = 0; i < keys.size(); i++) {
            FirstValues values = keys.get(i);
            key = key * values.size() + values.id(event);
        }
        if (dense.length > 0) {
            int slot = dense[(int) key];
            if (slot >= 0) return slot;
            int fresh = open(event);
            dense[(int) key] = fresh;
            return fresh;
        }
        Integer slot = sparse.get(key);
        if (slot == null) {
            slot = open(event);
            sparse.put(key, slot);
        }
        return slot;
    }

    private int open(int event) {
        List<@Nullable String> by = new ArrayList<>(keys.size());
        for (FirstValues values : keys) by.add(values.text(values.id(event)));
        long start = bucketMillis == 0 ? 0 : buckets[event] * bucketMillis;
        groups.add(tally.group(start, by));
        return groups.size() - 1;
    }

    private void measure(int measure) throws IOException {
        Pipe.Measure what = stats.measures().get(measure);
        String field = what.field();
        if (field == null) return;
        switch (what.kind()) {
            case COUNT -> {}
            case DISTINCT -> distinct(measure, field);
            case SUM, AVG, MIN, MAX, PERCENTILE -> numbers(measure, field);
        }
    }

    private void numbers(int measure, String field) throws IOException {
        FirstNumbers numbers = new FirstNumbers(found, field);
        EventSet events = found.events();
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            double number = numbers.of(event);
            Tally.Group group = groups.get(slots[event]);
            if (group != null && !Double.isNaN(number)) group.number(measure, number, 1);
        }
    }

    private void distinct(int measure, String field) throws IOException {
        FirstValues values = new FirstValues(found, field);
        Set<Long> told = new HashSet<>();
        EventSet events = found.events();
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            Tally.Group group = groups.get(slots[event]);
            String text = values.text(values.id(event));
            if (group == null || text == null) continue;
            if (told.add((long) slots[event] << 32 | values.id(event))) group.text(measure, text);
        }
    }
}
