package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/**
 * When one value was met. Of the times before the watermark only the newest matters: no window that can still change ends
 * before it. The others are kept singly, except those that lie between two others of one window.
 */
final class Sightings {
    /** Before every time; durations can be added to it. */
    static final long NEVER = SourceClock.NEVER;

    /** After every time. */
    static final long NOT_YET = Long.MAX_VALUE;

    private static final long[] NONE = {};

    private long settled = NEVER;
    private long[] open = NONE;
    private int size;

    /**
     * Adds a time.
     *
     * @param reach the length of the window: a time with neighbours on both sides that are less than this apart says nothing
     */
    void add(long at, long watermark, long reach) {
        settle(watermark);
        int index = from(at);
        if (index < size && open[index] == at) return;
        if (size == open.length) {
            thinOut(reach);
            if (size > open.length / 2 || size == 0) open = Arrays.copyOf(open, Math.max(1, open.length * 2));
            index = from(at);
        }
        System.arraycopy(open, index, open, index + 1, size - index);
        open[index] = at;
        size++;
    }

    private int from(long at) {
        if (size > 0 && open[size - 1] < at) return size;
        int found = Arrays.binarySearch(open, 0, size, at);
        return found < 0 ? -found - 1 : found;
    }

    /** Takes together what no later event can precede. */
    void settle(long watermark) {
        int gone = from(watermark);
        if (gone == 0) return;
        settled = Math.max(settled, open[gone - 1]);
        System.arraycopy(open, gone, open, 0, size - gone);
        size -= gone;
        if (size == 0) open = NONE;
    }

    private void thinOut(long reach) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept > 0 && i + 1 < size && open[i + 1] - open[kept - 1] < reach) continue;
            open[kept++] = open[i];
        }
        size = kept;
    }

    /** Whether all times are before the watermark of the last {@link #settle}. */
    boolean isSettled() {
        return size == 0;
    }

    /** The last time, or {@link #NEVER}. */
    long newest() {
        return size > 0 ? Math.max(settled, open[size - 1]) : settled;
    }

    /** The last time before this one, or {@link #NEVER}. */
    long before(long at) {
        int index = from(at);
        if (index > 0) return Math.max(settled < at ? settled : NEVER, open[index - 1]);
        return settled < at ? settled : NEVER;
    }

    /** The first time after this one, or {@link #NOT_YET}; of the settled ones only the last counts. */
    long after(long at) {
        int index = from(at + 1);
        long next = index < size ? open[index] : NOT_YET;
        return settled > at ? Math.min(settled, next) : next;
    }

    /** The times that are not settled. */
    long[] open() {
        return Arrays.copyOf(open, size);
    }

    void save(StateOut out) throws IOException {
        out.number(settled);
        out.numbers(open, size);
    }

    void load(StateIn in) throws IOException {
        settled = in.number();
        open = in.numbers();
        size = open.length;
    }
}
