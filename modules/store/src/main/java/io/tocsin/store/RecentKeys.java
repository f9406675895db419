package io.tocsin.store;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** The last so many distinct keys, none of them 0: a ring in their order, and an open hash table. Grows as it is filled. */
final class RecentKeys {
    private static final int CAPACITY_FIRST = 1 << 10;

    private final int max;
    private long[] ring;
    private long[] table;
    private int size;
    private int oldest;

    RecentKeys(int max) {
        this.max = max;
        this.ring = new long[Math.min(max, CAPACITY_FIRST)];
        this.table = new long[tableFor(ring.length)];
    }

    /** At most half full, so that a search ends soon. */
    private static int tableFor(int keys) {
        return Integer.highestOneBit(Math.max(1, keys * 2 - 1)) * 2;
    }

    boolean contains(long key) {
        return size > 0 && table[slot(key)] != 0;
    }

    /** Adds a key as the newest, unless it is there. */
    void add(long key) {
        if (contains(key)) return;
        if (size == ring.length) makeRoom();
        table[slot(key)] = key;
        ring[(oldest + size) % ring.length] = key;
        size++;
    }

    /** Where the key is, or the free slot where it would be. */
    private int slot(long key) {
        int mask = table.length - 1;
        int at = (int) (key ^ (key >>> 32)) & mask;
        while (table[at] != 0 && table[at] != key) at = (at + 1) & mask;
        return at;
    }

    private void makeRoom() {
        if (ring.length < max) {
            List<Long> keys = oldestFirst();
            ring = Arrays.copyOf(keys.stream().mapToLong(Long::longValue).toArray(), Math.min(max, ring.length * 2));
            oldest = 0;
            table = new long[tableFor(ring.length)];
            for (int i = 0; i < size; i++) table[slot(ring[i])] = ring[i];
            return;
        }
        remove(ring[oldest]);
        oldest = (oldest + 1) % ring.length;
        size--;
    }

    /** Closes the gap behind a removed key: whoever stands beyond it must be found without crossing it. */
    private void remove(long key) {
        int mask = table.length - 1;
        int gap = slot(key);
        table[gap] = 0;
        for (int at = (gap + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            long moved = table[at];
            table[at] = 0;
            table[slot(moved)] = moved;
        }
    }

    /** A copy. */
    List<Long> oldestFirst() {
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) keys[i] = ring[(oldest + i) % ring.length];
        return new AbstractList<>() {
            @Override
            public Long get(int index) {
                return keys[index];
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }
}
