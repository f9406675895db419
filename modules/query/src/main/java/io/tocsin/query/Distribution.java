package io.tocsin.query;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one field in one group, for percentiles. Different values with how often each occurred, in an open hash
 * table, as long as there is {@link Room}; then a DDSketch (Masson, Rim, Lee, VLDB 2019), whose answer is within 1 % of the
 * true one. Which of both it is follows from the values, not from their order.
 */
final class Distribution implements Cell, Room.Keeper {
    /** So far may an answer be from the value at the nearest rank, as part of it. */
    static final double RELATIVE_ERROR = 0.01;

    /**
     * How many steps of 2 % a sketch keeps, in 12 KB: from the greatest value down to the 10^13th part of it, microseconds to
     * months. What is smaller counts as that.
     */
    private static final int BINS_MAX = 1536;

    private static final int CAPACITY_FIRST = 8;

    private final Room room;
    private final double quantile;
    private double[] values = new double[CAPACITY_FIRST];
    private long[] counts = new long[CAPACITY_FIRST];
    private int used;
    private long total;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private @Nullable DDSketch sketch;

    Distribution(Room room, double quantile) {
        this.room = room;
        this.quantile = quantile;
        room.enter(this);
    }

    @Override
    public void number(double value, long events) {
        if (events <= 0) return;
        total += events;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        DDSketch known = sketch;
        if (known != null) {
            accept(known, value, events);
            return;
        }
        int slot = slot(values, counts, value);
        boolean first = counts[slot] == 0;
        values[slot] = value;
        counts[slot] += events;
        if (first) added();
    }

    private void added() {
        used++;
        if (used > room.limit()) estimate();
        else {
            if (used * 2 > values.length) grow();
            room.taken();
        }
    }

    private void grow() {
        double[] more = new double[values.length * 2];
        long[] moreCounts = new long[more.length];
        for (int i = 0; i < values.length; i++) {
            if (counts[i] == 0) continue;
            int slot = slot(more, moreCounts, values[i]);
            more[slot] = values[i];
            moreCounts[slot] = counts[i];
        }
        values = more;
        counts = moreCounts;
    }

    /** Where the value is, or the free place for it; a table is never more than half full. */
    private static int slot(double[] values, long[] counts, double value) {
        int mask = values.length - 1;
        int slot = (int) Hashes.mix(Double.doubleToLongBits(value)) & mask;
        while (counts[slot] != 0 && values[slot] != value) slot = (slot + 1) & mask;
        return slot;
    }

    @Override
    public int keepAtMost(int most) {
        if (sketch == null && used > most) estimate();
        return sketch == null ? used : most;
    }

    private void estimate() {
        DDSketch made = new DDSketch(
                new CubicallyInterpolatedMapping(RELATIVE_ERROR), () -> new CollapsingLowestDenseStore(BINS_MAX));
        for (int i = 0; i < values.length; i++) {
            if (counts[i] != 0) accept(made, values[i], counts[i]);
        }
        sketch = made;
        values = new double[0];
        counts = new long[0];
    }

    /** The very ends of what a double holds are no values that the sketch takes. */
    private static void accept(DDSketch sketch, double value, long events) {
        double most = sketch.getIndexMapping().maxIndexableValue();
        sketch.accept(Math.max(-most, Math.min(most, value)), (double) events);
    }

    boolean isEmpty() {
        return total == 0;
    }

    /** The value at the nearest rank; only when there is one. */
    double at(double share) {
        long rank = rank(share, total);
        DDSketch known = sketch;
        if (known == null) return exact(rank);
        // The sketch looks for more than share × (total - 1) values; half a value keeps the rounding away from the
        // rank.
        double found = known.getValueAtQuantile(total == 1 ? 0 : Math.min(1, (rank - 0.5) / (total - 1)));
        return Math.max(least, Math.min(greatest, found));
    }

    /** In whole steps, because 0.07 times 100 is more than 7 for a double. */
    static long rank(double share, long total) {
        return Math.ceilDiv(total * Functions.steps(share), (long) Functions.STEPS);
    }

    private double exact(long rank) {
        int[] slots = IntStream.range(0, values.length)
                .filter(i -> counts[i] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long seen = 0;
        for (int slot : slots) {
            seen += counts[slot];
            if (seen >= rank) return values[slot];
        }
        throw new IllegalStateException("no rank " + rank + " in " + Arrays.toString(counts));
    }

    @Override
    public @Nullable Object result() {
        return isEmpty() ? null : Cell.of(at(quantile));
    }
}
