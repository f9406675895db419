package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/** What happened to one key in one bucket of event time. */
final class Bucket {
    private static final long[] NONE = {};

    final long index;
    final Tally tally;
    private long[] ids = NONE;
    private int shown;

    Bucket(long index, Tally tally) {
        this.index = index;
        this.tally = tally;
    }

    /** Keeps the newest ids, so many of them: a few of each bucket, whatever the order of arrival. */
    void show(long id, int most) {
        if (shown == most && id < ids[0]) return;
        if (shown == most) {
            System.arraycopy(ids, 1, ids, 0, --shown);
        } else if (shown == ids.length) {
            ids = Arrays.copyOf(ids, Math.min(most, Math.max(1, shown * 2)));
        }
        int at = shown++;
        while (at > 0 && ids[at - 1] > id) ids[at] = ids[--at];
        ids[at] = id;
    }

    /** The newest last. */
    long[] shown() {
        return Arrays.copyOf(ids, shown);
    }

    void save(StateOut out) throws IOException {
        out.number(index);
        tally.save(out);
        out.numbers(ids, shown);
    }

    static Bucket load(StateIn in, Tally empty) throws IOException {
        Bucket bucket = new Bucket(in.number(), empty);
        bucket.tally.load(in);
        bucket.ids = in.numbers();
        bucket.shown = bucket.ids.length;
        return bucket;
    }
}
