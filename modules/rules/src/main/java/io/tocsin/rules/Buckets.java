package io.tocsin.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The buckets of one key in which anything happened, in the order of time. */
final class Buckets {
    static final long NONE = Long.MAX_VALUE;
    private static final int FIRST_CAPACITY = 4;

    private @Nullable Bucket[] buckets = new Bucket[FIRST_CAPACITY];
    private int size;

    /** The bucket of an index, created when there is none; nearly always the last one. */
    Bucket of(long index, Meter meter) {
        int at = firstAfter(index);
        if (at > 0 && get(at - 1).index == index) return get(at - 1);
        if (size == buckets.length) buckets = Arrays.copyOf(buckets, size * 2);
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        Bucket made = new Bucket(index, meter.bucket());
        buckets[at] = made;
        size++;
        return made;
    }

    /** The position of the first bucket later than an index; {@link #size} when there is none. */
    int firstAfter(long index) {
        if (size == 0 || get(size - 1).index <= index) return size;
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).index <= index) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The index of the first bucket later than an index, or {@link #NONE}. */
    long nextAfter(long index) {
        int at = firstAfter(index);
        return at == size ? NONE : get(at).index;
    }

    Bucket get(int position) {
        Bucket bucket = buckets[position];
        if (bucket == null) throw new IndexOutOfBoundsException(position);
        return bucket;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Forgets all buckets up to an index. */
    void drop(long upTo) {
        int left = firstAfter(upTo);
        if (left == 0) return;
        System.arraycopy(buckets, left, buckets, 0, size - left);
        Arrays.fill(buckets, size - left, size, null);
        size -= left;
    }

    /** The newest events of the buckets later than one and up to another, newest last. */
    List<String> evidence(long after, long upTo) {
        int end = firstAfter(upTo);
        int first = firstAfter(after);
        int from = end;
        int count = 0;
        while (from > first && count < Evidence.IDS_MAX) count += get(--from).shown().length;
        List<Long> found = new ArrayList<>(count);
        for (int at = from; at < end; at++) {
            for (long id : get(at).shown()) found.add(id);
        }
        return Evidence.newest(found);
    }

    void save(StateOut out) throws IOException {
        out.number(size);
        for (int i = 0; i < size; i++) get(i).save(out);
    }

    void load(StateIn in, Meter meter) throws IOException {
        for (int left = in.count(); left > 0; left--) {
            Bucket bucket = Bucket.load(in, meter.bucket());
            if (size > 0 && bucket.index <= get(size - 1).index)
                throw new IOException("cannot read buckets that are not sorted");
            if (size == buckets.length) buckets = Arrays.copyOf(buckets, size * 2);
            buckets[size++] = bucket;
        }
    }
}
