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
    private final long firstBucket;
    private final long lastBucket;
    private final long bucketMillis;
    private final List<FirstValues> keys = new ArrayList<>();
    private final List<Tally.@Nullable Group> groups = new ArrayList<>();
    private final int combinations;
    private int[] slots = new int[0];

    BlockTally(Walk.Found found, Chunk chunk, Tally tally) throws IOException {
        this.found = found;
        this.tally = tally;
        this.stats = tally.stats();
        this.bucketMillis = stats.bucket() == null ? 0 : stats.bucket().toMillis();
        this.firstBucket = bucket(chunk.minTime());
        this.lastBucket = bucket(chunk.maxTime());
        double all = lastBucket - firstBucket + 1.0;
        for (String field : stats.by()) {
            FirstValues values = new FirstValues(found, field);
            keys.add(values);
            all *= values.size();
        }
        this.combinations = all <= DENSE_MAX ? (int) all : 0;
    }

    /** Which stretch of time, counted from the epoch. */
    private long bucket(long nanos) {
        return bucketMillis == 0 ? 0 : Math.floorDiv(Math.floorDiv(nanos, NANOS_PER_MILLI), bucketMillis);
    }

    void count() throws IOException {
        int[] sizes = combinations > 0 ? countDense() : countSparse(stretches());
        for (int slot = 0; slot < groups.size(); slot++) {
            Tally.Group group = groups.get(slot);
            if (group != null) group.count(sizes[slot]);
        }
        for (int measure = 0; measure < stats.measures().size(); measure++) measure(measure);
    }

    /** In which stretch of time each event lies. Neighbours lie in the same one mostly: dividing for each would cost more than all the rest. */
    private int[] stretches() {
        EventSet events = found.events();
        int[] stretches = new int[events.size()];
        if (bucketMillis == 0 || firstBucket == lastBucket) return stretches;
        IntegerRow times = found.block().times();
        long length = bucketMillis * NANOS_PER_MILLI;
        long from = 1;
        long to = 0;
        int current = 0;
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            long time = times.get(event);
            if (time < from || time >= to) {
                current = (int) (bucket(time) - firstBucket);
                from = time - Math.floorMod(time, length);
                to = from + length;
            }
            stretches[event] = current;
        }
        return stretches;
    }

    /** Few combinations: each has a place in an array, and a slot once it occurs. */
    private int[] countDense() {
        boolean measured = isMeasured();
        int[] counts = new int[combinations];
        int[] combined = !measured && found.events().isFull() ? countRuns(counts) : countEach(counts);
        int[] slotOf = new int[combinations];
        int[] sizes = new int[combinations];
        for (int key = 0; key < combinations; key++) {
            if (counts[key] == 0) continue;
            slotOf[key] = groups.size();
            sizes[slotOf[key]] = counts[key];
            openDense(key);
        }
        if (measured) {
            for (int event = 0; event < combined.length; event++) combined[event] = slotOf[combined[event]];
            slots = combined;
        }
        return sizes;
    }

    /** Of all events, those of a stretch of time together; gives the combination of each without its time. */
    private int[] countRuns(int[] counts) {
        int[] combined = combined();
        int inStretch = counts.length / (int) (lastBucket - firstBucket + 1);
        if (firstBucket == lastBucket) {
            for (int key : combined) counts[key]++;
            return combined;
        }
        IntegerRow times = found.block().times();
        long length = bucketMillis * NANOS_PER_MILLI;
        int event = 0;
        while (event < combined.length) {
            long time = times.get(event);
            long from = time - Math.floorMod(time, length);
            int first = (int) (bucket(time) - firstBucket) * inStretch;
            int end = times.endOfRun(event, from, from + length);
            for (; event < end; event++) counts[first + combined[event]]++;
        }
        return combined;
    }

    /** Of the events that match; gives the combination of each. */
    private int[] countEach(int[] counts) {
        int[] combined = combined();
        int[] stretches = stretches();
        int inStretch = counts.length / (int) (lastBucket - firstBucket + 1);
        for (int event = 0; event < combined.length; event++) combined[event] += stretches[event] * inStretch;
        EventSet events = found.events();
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) counts[combined[event]]++;
        return combined;
    }

    /** The combination of keys of each event, without its time; may be written to. */
    private int[] combined() {
        if (keys.isEmpty()) return new int[found.events().size()];
        int[] combined = keys.getFirst().ids().clone();
        for (FirstValues values : keys.subList(1, keys.size())) {
            int size = values.size();
            int[] ids = values.ids();
            for (int event = 0; event < combined.length; event++) combined[event] = combined[event] * size + ids[event];
        }
        return combined;
    }

    /** Whether it has to be known of each event in which group it is. */
    private boolean isMeasured() {
        return stats.measures().stream().anyMatch(measure -> measure.kind() != Pipe.Kind.COUNT);
    }

    private void openDense(int key) {
        @Nullable String[] by = new String[keys.size()];
        int rest = key;
        for (int i = keys.size() - 1; i >= 0; i--) {
            by[i] = keys.get(i).text(rest % keys.get(i).size());
            rest /= keys.get(i).size();
        }
        open(rest, Arrays.asList(by));
    }

    /** Many combinations, of which each event has one. */
    private int[] countSparse(int[] stretches) {
        EventSet events = found.events();
        slots = new int[events.size()];
        int[] sizes = new int[events.size()];
        Map<List<Integer>, Integer> known = new HashMap<>();
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            List<Integer> key = new ArrayList<>(keys.size() + 1);
            key.add(stretches[event]);
            for (FirstValues values : keys) key.add(values.id(event));
            Integer slot = known.get(key);
            if (slot == null) {
                slot = groups.size();
                known.put(key, slot);
                List<@Nullable String> by = new ArrayList<>(keys.size());
                for (FirstValues values : keys) by.add(values.text(values.id(event)));
                open(stretches[event], by);
            }
            slots[event] = slot;
            sizes[slot]++;
        }
        return sizes;
    }

    private void open(int stretch, List<@Nullable String> by) {
        long start = bucketMillis == 0 ? 0 : (firstBucket + stretch) * bucketMillis;
        groups.add(tally.group(start, by));
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
