package io.tocsin.rules;

import io.tocsin.query.HyperLogLog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How many different values there are. It keeps a hash of each, up to a limit; then an estimate of the same hashes. Which of both
 * it is follows from the values, not from their order.
 */
final class DistinctTally extends Tally {
    /** Per bucket: a few hundred bytes, and more than that is many of anything. */
    static final int EXACT_MAX = 64;

    /** 2 KB with a standard error of 2.3 %: a window has up to 60 of them. */
    private static final int PRECISION = 11;

    private static final int FIRST_CAPACITY = 4;

    private final int exactMax;
    private long[] hashes = new long[FIRST_CAPACITY];
    private int used;
    private @Nullable HyperLogLog estimate;

    /**
     * One for a bucket, or one for a window: buckets that are exact are added up exactly.
     *
     * @param bucket whether to estimate from {@link #EXACT_MAX} values on
     */
    DistinctTally(boolean bucket) {
        exactMax = bucket ? EXACT_MAX : Integer.MAX_VALUE;
    }

    /** What stands for a value; never zero. */
    static long reading(String value) {
        long hash = HyperLogLog.hash(value);
        return hash == 0 || hash == Meter.NONE ? 1 : hash;
    }

    double count() {
        return estimate == null ? used : estimate.count();
    }

    @Override
    boolean reversible() {
        return false;
    }

    @Override
    void take(long reading) {
        if (estimate != null) estimate.add(reading);
        else keep(reading);
    }

    private void keep(long hash) {
        int slot = slot(hashes, hash);
        if (hashes[slot] == hash) return;
        hashes[slot] = hash;
        if (++used > exactMax) estimated();
        else if (used * 2 > hashes.length) grow();
    }

    private void grow() {
        long[] more = new long[hashes.length * 2];
        for (long hash : hashes) if (hash != 0) more[slot(more, hash)] = hash;
        hashes = more;
    }

    private static int slot(long[] hashes, long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) slot = (slot + 1) & mask;
        return slot;
    }

    private HyperLogLog estimated() {
        HyperLogLog known = estimate;
        if (known != null) return known;
        HyperLogLog made = new HyperLogLog(PRECISION);
        for (long hash : hashes) if (hash != 0) made.add(hash);
        estimate = made;
        hashes = new long[0];
        return made;
    }

    @Override
    void merge(Tally other) {
        DistinctTally more = (DistinctTally) other;
        if (more.estimate != null) estimated().add(more.estimate);
        else for (long hash : more.hashes) if (hash != 0) take(hash);
    }

    @Override
    void unmerge(Tally other) {
        throw new IllegalStateException("cannot give back different values");
    }

    @Override
    void write(StateOut out) throws IOException {
        out.flag(estimate != null);
        if (estimate != null) {
            out.bytes(estimate.registers());
            return;
        }
        out.number(used);
        for (long hash : hashes) if (hash != 0) out.number(hash);
    }

    @Override
    void read(StateIn in) throws IOException {
        if (in.flag()) {
            try {
                HyperLogLog found = new HyperLogLog(PRECISION);
                found.add(HyperLogLog.of(in.bytes()));
                estimate = found;
            } catch (IllegalArgumentException e) {
                throw new IOException("cannot read how many values are different: " + e.getMessage(), e);
            }
            hashes = new long[0];
            return;
        }
        for (int left = in.count(); left > 0; left--) {
            long hash = in.number();
            if (hash == 0) throw new IOException("cannot read the hash 0");
            keep(hash);
        }
    }
}
