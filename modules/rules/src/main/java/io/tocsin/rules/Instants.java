package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/** Instants that may still become true, each once, in order: at most one for each millisecond of lateness. */
final class Instants {
    private static final int FIRST_CAPACITY = 2;

    private long[] times = new long[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    long at(int index) {
        return times[index];
    }

    /** The first index that is not before the time. */
    int from(long at) {
        if (size > 0 && times[size - 1] < at) return size;
        int found = Arrays.binarySearch(times, 0, size, at);
        return found < 0 ? -found - 1 : found;
    }

    /** Adds an instant; when there is no room, those before the watermark go, which are decided. */
    void add(long at, long watermark) {
        int index = from(at);
        if (index < size && times[index] == at) return;
        if (size == times.length) {
            dropBefore(watermark);
            if (size > times.length / 2) times = Arrays.copyOf(times, times.length * 2);
            index = from(at);
        }
        System.arraycopy(times, index, times, index + 1, size - index);
        times[index] = at;
        size++;
    }

    private void dropBefore(long watermark) {
        int gone = from(watermark);
        System.arraycopy(times, gone, times, 0, size - gone);
        size -= gone;
    }

    void save(StateOut out) throws IOException {
        out.numbers(times, size);
    }

    void load(StateIn in) throws IOException {
        long[] saved = in.numbers();
        size = saved.length;
        times = size < FIRST_CAPACITY ? Arrays.copyOf(saved, FIRST_CAPACITY) : saved;
    }
}
