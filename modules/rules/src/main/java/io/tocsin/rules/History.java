package io.tocsin.rules;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one series measured in each bucket of five minutes of the last week. Kept by days of 24 hours from the epoch, so that no
 * clock change moves it; a day costs 1.2 KB, and only days on which something was measured are held.
 */
final class History {
    static final Duration WIDTH = Duration.ofMinutes(5);
    static final int PER_DAY = 288;
    static final int DAYS = 7;

    /** Fewer days have no middle to speak of: until then the series is warming. */
    static final int DAYS_MIN = 3;

    /** From the oldest bucket that is compared with up to the end of the present one. */
    static final Duration SPAN = Duration.ofDays(DAYS).plus(WIDTH.multipliedBy(2));

    static final long NOT = Long.MIN_VALUE;

    /** A week that begins at noon touches eight days, and its first neighbour may be on the one before. */
    private static final int DAYS_HELD = DAYS + 2;

    private static final int NEIGHBOURS = 1;

    private final @Nullable Day[] days = new Day[DAYS_HELD];
    private long since = NOT;
    private long last = NOT;

    /** The first bucket of the series, or {@link #NOT}. */
    long since() {
        return since;
    }

    /** The newest bucket in which anything happened. */
    long last() {
        return last;
    }

    /** Something happened in a bucket; in the order of time. */
    void seen(long bucket) {
        if (since == NOT) since = bucket;
        last = Math.max(last, bucket);
    }

    /** Keeps what a bucket measured, as well as a float can. */
    void put(long bucket, double value) {
        long day = Math.floorDiv(bucket, (long) PER_DAY);
        int slot = (int) Math.floorMod(day, (long) DAYS_HELD);
        Day held = days[slot];
        if (held == null || held.number != day) {
            held = new Day(day);
            days[slot] = held;
        }
        held.values[(int) Math.floorMod(bucket, (long) PER_DAY)] =
                (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private double at(long bucket, boolean countsNothing) {
        if (since == NOT || bucket < since) return Double.NaN;
        long day = Math.floorDiv(bucket, (long) PER_DAY);
        int slot = (int) Math.floorMod(day, (long) DAYS_HELD);
        Day held = days[slot];
        float value = held == null || held.number != day
                ? Float.NaN
                : held.values[(int) Math.floorMod(bucket, (long) PER_DAY)];
        return Float.isNaN(value) && countsNothing ? 0 : value;
    }

    /**
     * What was usual at the time of day of a bucket, its neighbours included; null while too few days are known.
     *
     * @param countsNothing whether a bucket in which nothing happened measured 0, and not nothing
     */
    @Nullable
    Usual before(long bucket, boolean countsNothing) {
        double[] found = new double[DAYS * (2 * NEIGHBOURS + 1)];
        int size = 0;
        int known = 0;
        for (int day = 1; day <= DAYS; day++) {
            int before = size;
            for (int step = -NEIGHBOURS; step <= NEIGHBOURS; step++) {
                double value = at(bucket - (long) day * PER_DAY + step, countsNothing);
                if (!Double.isNaN(value)) found[size++] = value;
            }
            if (size > before) known++;
        }
        return known < DAYS_MIN ? null : Usual.of(Arrays.copyOf(found, size));
    }

    void save(StateOut out) throws IOException {
        out.flag(since != NOT);
        if (since == NOT) return;
        out.number(since);
        out.number(last);
        for (Day held : days) {
            out.flag(held != null);
            if (held == null) continue;
            out.number(held.number);
            long[] bits = new long[PER_DAY];
            for (int i = 0; i < PER_DAY; i++) bits[i] = Float.floatToIntBits(held.values[i]);
            out.numbers(bits, PER_DAY);
        }
    }

    void load(StateIn in) throws IOException {
        if (!in.flag()) return;
        since = in.number();
        last = in.number();
        for (int slot = 0; slot < DAYS_HELD; slot++) {
            if (!in.flag()) continue;
            Day held = new Day(in.number());
            long[] bits = in.numbers();
            if (bits.length != PER_DAY) throw new IOException("cannot read a day of " + bits.length + " buckets");
            for (int i = 0; i < PER_DAY; i++) held.values[i] = Float.intBitsToFloat((int) bits[i]);
            days[slot] = held;
        }
    }

    private static final class Day {
        private final long number;
        private final float[] values = new float[PER_DAY];

        private Day(long number) {
            this.number = number;
            Arrays.fill(values, Float.NaN);
        }
    }
}
