package io.tocsin.rules;

import java.time.Duration;
import java.util.Arrays;

/**
 * Counts per bucket of event time for one key, and their sums over the trailing window. Only buckets with events
 * are kept, sorted; those up to {@link #closed} have entered the window, older ones than the window have left it.
 */
final class Buckets {
    private static final int FIRST_CAPACITY = 4;
    private static final int PER_WINDOW = 60;
    private static final long WIDTH_MIN_MILLIS = 1_000;
    private static final long WIDTH_MAX_MILLIS = 60_000;
    static final long NONE = Long.MAX_VALUE;

    private final int window;
    private long[] index = new long[FIRST_CAPACITY];
    private long[] total = new long[FIRST_CAPACITY];
    private long[] hits = new long[FIRST_CAPACITY];
    private int size;
    private int entered;
    private long closed;
    private long sumTotal;
    private long sumHits;

    /**
     * An empty window.
     *
     * @param window its length in buckets
     * @param closed the last bucket that is complete
     */
    Buckets(int window, long closed) {
        this.window = window;
        this.closed = closed;
    }

    /**
     * How many buckets a window has: 60, or as many as keep a bucket between 1 s and 1 min, rounded down so that
     * the window is a whole number of buckets of whole milliseconds.
     */
    static int perWindow(Duration within) {
        long millis = within.toMillis();
        long width = Math.clamp(millis / PER_WINDOW, WIDTH_MIN_MILLIS, WIDTH_MAX_MILLIS);
        int count = Math.toIntExact(Math.max(1, millis / width));
        while (millis % count != 0) count--;
        return count;
    }

    /** Counts an event; one that comes after its bucket was closed still counts from now on. */
    void add(long bucket, boolean hit) {
        if (bucket <= closed - window) return;
        int at = place(bucket);
        total[at]++;
        if (hit) hits[at]++;
        if (bucket > closed) return;
        sumTotal++;
        if (hit) sumHits++;
    }

    private int place(long bucket) {
        int at = size;
        while (at > 0 && index[at - 1] > bucket) at--;
        if (at > 0 && index[at - 1] == bucket) return at - 1;
        if (size == index.length) grow();
        System.arraycopy(index, at, index, at + 1, size - at);
        System.arraycopy(total, at, total, at + 1, size - at);
        System.arraycopy(hits, at, hits, at + 1, size - at);
        index[at] = bucket;
        total[at] = 0;
        hits[at] = 0;
        size++;
        if (bucket <= closed) entered++;
        return at;
    }

    private void grow() {
        index = Arrays.copyOf(index, size * 2);
        total = Arrays.copyOf(total, size * 2);
        hits = Arrays.copyOf(hits, size * 2);
    }

    /**
     * The next bucket whose close changes the sums, because events enter or leave; {@link #NONE} when there is none.
     */
    long nextChange() {
        long enters = entered < size ? index[entered] : NONE;
        long leaves = entered > 0 ? index[0] + window : NONE;
        return Math.min(enters, leaves);
    }

    /** Closes all buckets up to this one, at most the next that changes anything. */
    void close(long bucket) {
        closed = bucket;
        while (entered < size && index[entered] <= closed) {
            sumTotal += total[entered];
            sumHits += hits[entered];
            entered++;
        }
        int left = 0;
        while (left < entered && index[left] <= closed - window) {
            sumTotal -= total[left];
            sumHits -= hits[left];
            left++;
        }
        if (left > 0) drop(left);
    }

    private void drop(int count) {
        System.arraycopy(index, count, index, 0, size - count);
        System.arraycopy(total, count, total, 0, size - count);
        System.arraycopy(hits, count, hits, 0, size - count);
        size -= count;
        entered -= count;
    }

    long closed() {
        return closed;
    }

    /** Events in the window that ends with the last closed bucket. */
    long total() {
        return sumTotal;
    }

    long hits() {
        return sumHits;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
