package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a key has met, and which of them were met lately. Sorted by their newest time. */
final class MetValues {
    private static final int FIRST_CAPACITY = 2;

    /** So many values are found faster by looking at each of them. */
    private static final int MAPPED_FROM = 16;

    private Met[] byNewest = new Met[FIRST_CAPACITY];
    private int size;
    private @Nullable Map<String, Met> byValue;

    /** A value and its times. */
    static final class Met {
        final String value;
        final Sightings times = new Sightings();

        /** As it is sorted by. */
        private long newest = Sightings.NEVER;

        Met(String value) {
            this.value = value;
        }
    }

    @Nullable
    Met find(String value) {
        if (byValue != null) return byValue.get(value);
        for (int i = 0; i < size; i++) if (byNewest[i].value.equals(value)) return byNewest[i];
        return null;
    }

    /** Adds a value without any time, which must not be known. */
    Met add(String value) {
        Met met = new Met(value);
        if (size == byNewest.length) byNewest = Arrays.copyOf(byNewest, size * 2);
        System.arraycopy(byNewest, 0, byNewest, 1, size);
        byNewest[0] = met;
        size++;
        if (byValue != null) byValue.put(value, met);
        else if (size > MAPPED_FROM) map();
        return met;
    }

    private void map() {
        Map<String, Met> map = new HashMap<>();
        for (int i = 0; i < size; i++) map.put(byNewest[i].value, byNewest[i]);
        byValue = map;
    }

    /** Puts a value in its place after a time was added to it. */
    void moved(Met met) {
        long newest = met.times.newest();
        if (newest == met.newest) return;
        int index = indexOf(met);
        int to = after(newest) - 1;
        System.arraycopy(byNewest, index + 1, byNewest, index, to - index);
        byNewest[to] = met;
        met.newest = newest;
    }

    private int indexOf(Met met) {
        int index = after(met.newest) - 1;
        while (byNewest[index] != met) index--;
        return index;
    }

    /** The first index with a newest time after this one. */
    private int after(long at) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byNewest[middle].newest > at) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == byNewest.length;
    }

    /** The newest time of all. */
    long newest() {
        return size == 0 ? Sightings.NEVER : byNewest[size - 1].newest;
    }

    /** How many values were met in (from, until]. */
    int count(long from, long until) {
        int first = after(from);
        if (until >= newest()) return size - first;
        int count = 0;
        for (int i = first; i < size; i++) if (byNewest[i].times.before(until + 1) > from) count++;
        return count;
    }

    /**
     * Forgets values that no window needs any more.
     *
     * @param expired values that were not met after this
     * @param needed how many values make the highest tier true. Of the settled values the newest {@code needed} are enough:
     *     a window that holds an older one holds them as well, and is true without it
     */
    void forget(long watermark, long expired, int needed) {
        int settled = 0;
        int kept = size;
        for (int i = size - 1; i >= 0; i--) {
            Met met = byNewest[i];
            met.times.settle(watermark);
            boolean gone = met.newest <= expired || (met.times.isSettled() && settled >= needed);
            if (met.times.isSettled()) settled++;
            if (!gone) byNewest[--kept] = met;
            else if (byValue != null) byValue.remove(met.value);
        }
        System.arraycopy(byNewest, kept, byNewest, 0, size - kept);
        Arrays.fill(byNewest, size - kept, size, null);
        size -= kept;
        if (size <= MAPPED_FROM) byValue = null;
    }

    void save(StateOut out) throws IOException {
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.text(byNewest[i].value);
            byNewest[i].times.save(out);
        }
    }

    void load(StateIn in) throws IOException {
        int saved = in.count();
        for (int i = 0; i < saved; i++) {
            Met met = add(in.text());
            met.times.load(in);
            met.newest = met.times.newest();
        }
        Arrays.sort(byNewest, 0, size, Comparator.comparingLong((Met met) -> met.newest));
    }
}
