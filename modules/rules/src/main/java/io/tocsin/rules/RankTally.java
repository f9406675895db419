package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/**
 * How often numbers of each size occurred, for percentiles. Every power of two is cut into {@value #STEPS} equal steps, and a
 * number counts as the lower end of its step: an answer is at most 0.8 % below the true one and never above it, and whole numbers
 * up to 256 and thresholds such as 500, 1000 or 2000 are such ends themselves. Steps are whole counts of fixed places, unlike those of a sketch that
 * collapses: so a bucket can be taken out of a window again, and no order of arrival shows.
 *
 * <p>Between 2^-30 and 2^50; what is nearer to zero counts as zero, what is further away as the last step.
 */
final class RankTally extends Tally {
    /** Half a step of a hundredth. */
    static final int STEPS = 128;

    private static final int STEP_BITS = 7;
    private static final int SHIFT = 52 - STEP_BITS;
    private static final double LEAST = 0x1p-30;
    private static final double GREATEST = 0x1p50;
    private static final int BEFORE_FIRST = (int) (Double.doubleToRawLongBits(LEAST) >>> SHIFT) - 1;

    /** Ranks are a matter of whole numbers: 0.07 times 100 is more than 7 for a double. */
    private static final int RANKS = 100_000;

    private static final int FIRST_CAPACITY = 4;

    private int[] steps = new int[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private int size;

    /** The value at the nearest rank, 0 to 100; only of one reading or more. */
    double at(double percent) {
        long share = Math.round(percent * (RANKS / 100));
        long rank = Math.max(1, Math.ceilDiv(values() * share, (long) RANKS));
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen >= rank) return valueOf(steps[i]);
        }
        throw new IllegalStateException("no rank " + rank + " in " + values() + " readings");
    }

    private static int stepOf(double value) {
        double size = Math.min(Math.abs(value), GREATEST);
        if (size < LEAST) return 0;
        int step = (int) (Double.doubleToRawLongBits(size) >>> SHIFT) - BEFORE_FIRST;
        return value < 0 ? -step : step;
    }

    private static double valueOf(int step) {
        if (step == 0) return 0;
        double size = Double.longBitsToDouble((long) (Math.abs(step) + BEFORE_FIRST) << SHIFT);
        return step < 0 ? -size : size;
    }

    @Override
    boolean reversible() {
        return true;
    }

    @Override
    void take(long reading) {
        int step = stepOf(Double.longBitsToDouble(reading));
        int at = Arrays.binarySearch(steps, 0, size, step);
        if (at >= 0) {
            counts[at]++;
            return;
        }
        insert(~at, step);
    }

    private void insert(int at, int step) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(steps, at, steps, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        steps[at] = step;
        counts[at] = 1;
        size++;
    }

    @Override
    void merge(Tally other) {
        combine((RankTally) other, 1);
    }

    @Override
    void unmerge(Tally other) {
        combine((RankTally) other, -1);
    }

    private void combine(RankTally other, int sign) {
        int[] mergedSteps = new int[Math.max(FIRST_CAPACITY, size + other.size)];
        long[] mergedCounts = new long[mergedSteps.length];
        int used = 0;
        int left = 0;
        int right = 0;
        while (left < size || right < other.size) {
            int step = left == size
                    ? other.steps[right]
                    : right == other.size ? steps[left] : Math.min(steps[left], other.steps[right]);
            long count = 0;
            if (left < size && steps[left] == step) count += counts[left++];
            if (right < other.size && other.steps[right] == step) count += sign * other.counts[right++];
            if (count == 0) continue;
            mergedSteps[used] = step;
            mergedCounts[used++] = count;
        }
        steps = mergedSteps;
        counts = mergedCounts;
        size = used;
    }

    @Override
    void write(StateOut out) throws IOException {
        long[] wide = new long[size];
        for (int i = 0; i < size; i++) wide[i] = steps[i];
        out.numbers(wide, size);
        for (int i = 0; i < size; i++) out.number(counts[i]);
    }

    @Override
    void read(StateIn in) throws IOException {
        long[] wide = in.numbers();
        size = wide.length;
        steps = new int[Math.max(FIRST_CAPACITY, size)];
        counts = new long[steps.length];
        long total = 0;
        for (int i = 0; i < size; i++) {
            if (i > 0 && wide[i] <= wide[i - 1]) throw new IOException("cannot read steps that are not sorted");
            if (Math.abs(wide[i]) > stepOf(GREATEST)) throw new IOException("cannot read step " + wide[i]);
            steps[i] = (int) wide[i];
            counts[i] = in.number();
            total += counts[i];
        }
        if (total != values()) throw new IOException("cannot read " + total + " of " + values() + " values");
    }
}
