package io.tocsin.rules;

import org.jspecify.annotations.Nullable;

/**
 * The tally of a trailing stretch of buckets: those that ended up to {@code lag} buckets before the last closed one, and {@code
 * length} of them. Kept up to date by what enters and leaves where that leaves no trace, added up anew otherwise.
 */
final class Slice {
    private final long lag;
    private final long length;
    private @Nullable Tally total;

    Slice(long lag, long length) {
        this.lag = lag;
        this.length = length;
    }

    /** Moves from one last closed bucket to a later one; before the buckets that leave are dropped. */
    void close(Buckets buckets, long from, long to) {
        Tally known = total;
        if (known == null) return;
        if (!known.reversible()) {
            total = null;
            return;
        }
        for (int i = buckets.firstAfter(from - lag); i < buckets.firstAfter(to - lag); i++) {
            known.plus(buckets.get(i).tally);
        }
        for (int i = buckets.firstAfter(from - lag - length); i < buckets.firstAfter(to - lag - length); i++) {
            known.minus(buckets.get(i).tally);
        }
    }

    /** Something happened in a bucket that was closed already. */
    void spoil() {
        total = null;
    }

    /** Forgets a total that the next close would throw away. */
    void rest() {
        if (total != null && !total.reversible()) total = null;
    }

    /** The tally when this is the last closed bucket. */
    Tally total(Buckets buckets, long closed, Meter meter) {
        Tally known = total;
        if (known != null) return known;
        Tally made = meter.window();
        int end = buckets.firstAfter(closed - lag);
        for (int i = buckets.firstAfter(closed - lag - length); i < end; i++) made.plus(buckets.get(i).tally);
        total = made;
        return made;
    }
}
