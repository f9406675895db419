package io.tocsin.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ids of the newest events of a window that keeps no events: evidence. */
final class Recent {
    /** Twice of what is shown: some of them may be later than what is asked for. */
    static final int EVENTS_MAX = 2 * Evidence.IDS_MAX;

    private long[] times = new long[1];
    private long[] ids = new long[1];
    private int size;

    void add(long at, long id) {
        if (size == EVENTS_MAX && at < times[0]) return;
        if (size == EVENTS_MAX) removeFirst();
        else if (size == times.length) grow();
        int index = size;
        while (index > 0 && times[index - 1] > at) index--;
        System.arraycopy(times, index, times, index + 1, size - index);
        System.arraycopy(ids, index, ids, index + 1, size - index);
        times[index] = at;
        ids[index] = id;
        size++;
    }

    private void removeFirst() {
        size--;
        System.arraycopy(times, 1, times, 0, size);
        System.arraycopy(ids, 1, ids, 0, size);
    }

    private void grow() {
        times = Arrays.copyOf(times, Math.min(EVENTS_MAX, size * 2));
        ids = Arrays.copyOf(ids, Math.min(EVENTS_MAX, size * 2));
    }

    /** The texts of the ids of the window that ends at an instant. */
    List<String> evidence(long until, long within) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (times[i] <= until && times[i] > until - within) found.add(ids[i]);
        }
        return Evidence.newest(found);
    }

    void save(StateOut out) throws IOException {
        out.numbers(times, size);
        out.numbers(ids, size);
    }

    void load(StateIn in) throws IOException {
        long[] savedTimes = in.numbers();
        long[] savedIds = in.numbers();
        if (savedIds.length != savedTimes.length)
            throw new IOException("cannot read " + savedTimes.length + " times with " + savedIds.length + " ids");
        size = 0;
        for (int i = 0; i < savedTimes.length; i++) add(savedTimes[i], savedIds[i]);
    }
}
