package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/**
 * How many different values a group has. It keeps a hash of each, of 64 bits, so that even 10,000 values are told apart but
 * for once in 300 billion tables; when there is no more {@link Room} for them, a {@link HyperLogLog} of the same hashes.
 */
final class Distinct implements Cell, Room.Keeper {
    private static final int CAPACITY_FIRST = 8;

    private final Room room;
    private long[] hashes = new long[CAPACITY_FIRST];
    private int used;
    private @Nullable HyperLogLog estimate;

    Distinct(Room room) {
        this.room = room;
        room.enter(this);
    }

    @Override
    public void text(String value) {
        long hash = Hashes.of(value);
        HyperLogLog known = estimate;
        if (known != null) {
            known.add(hash);
            return;
        }
        // zero marks a free place
        long key = hash == 0 ? 1 : hash;
        int slot = slot(hashes, key);
        if (hashes[slot] == key) return;
        hashes[slot] = key;
        added();
    }

    private void added() {
        used++;
        if (used > room.limit()) estimate();
        else {
            if (used * 2 > hashes.length) grow();
            room.taken();
        }
    }

    private void grow() {
        long[] more = new long[hashes.length * 2];
        for (long hash : hashes) {
            if (hash != 0) more[slot(more, hash)] = hash;
        }
        hashes = more;
    }

    private static int slot(long[] hashes, long key) {
        int mask = hashes.length - 1;
        int slot = (int) key & mask;
        while (hashes[slot] != 0 && hashes[slot] != key) slot = (slot + 1) & mask;
        return slot;
    }

    private void estimate() {
        HyperLogLog made = new HyperLogLog();
        for (long hash : hashes) {
            if (hash != 0) made.add(hash);
        }
        estimate = made;
        hashes = new long[0];
    }

    @Override
    public int keepAtMost(int most) {
        if (estimate == null && used > most) estimate();
        return estimate == null ? used : most;
    }

    @Override
    public Object result() {
        HyperLogLog known = estimate;
        return known == null ? (long) used : known.count();
    }
}
