package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/**
 * The ids of the latest events, to notice one that is delivered twice. Two generations: when the younger one is full, it
 * becomes the older one, which is forgotten.
 */
final class EventIds {
    /**
     * Ids in a generation, so that between one and two of them are remembered: some ten seconds at 25,000 events a second,
     * half a minute at 10,000, in 8 MB. What is delivered again comes in one piece and soon.
     */
    static final int GENERATION = 1 << 18;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long EMPTY = Long.MIN_VALUE;

    private long[] younger = table(FIRST_CAPACITY);
    private long[] older = table(1);
    private int size;

    private static long[] table(int capacity) {
        long[] table = new long[capacity];
        Arrays.fill(table, EMPTY);
        return table;
    }

    /** Remembers an id; false when it was remembered before. */
    boolean add(long id) {
        long stored = id == EMPTY ? EMPTY + 1 : id;
        int place = find(younger, stored);
        if (younger[place] == stored || older[find(older, stored)] == stored) return false;
        younger[place] = stored;
        if (++size * 2 > younger.length) makeRoom();
        return true;
    }

    /**
     * Where the id is, or where it would be; a table is never full. Ids grow by one nearly always, and are neighbours in the
     * table as well.
     */
    private static int find(long[] table, long id) {
        int mask = table.length - 1;
        int place = (int) (id ^ id >>> 17 ^ id >>> 34) & mask;
        while (table[place] != id && table[place] != EMPTY) place = (place + 1) & mask;
        return place;
    }

    private void makeRoom() {
        if (size >= GENERATION) {
            long[] forgotten = older;
            older = younger;
            // Two tables in turns: a new one of its size every second goes to where a collector of a small heap keeps
            // what lasts.
            younger = forgotten.length == older.length ? forgotten : new long[older.length];
            Arrays.fill(younger, EMPTY);
            size = 0;
            return;
        }
        long[] before = younger;
        younger = table(before.length * 2);
        for (long id : before) if (id != EMPTY) younger[find(younger, id)] = id;
    }

    void save(StateOut out) throws IOException {
        save(older, out);
        save(younger, out);
    }

    private static void save(long[] table, StateOut out) throws IOException {
        long[] ids = Arrays.stream(table).filter(id -> id != EMPTY).sorted().toArray();
        out.numbers(ids, ids.length);
    }

    void load(StateIn in) throws IOException {
        older = tableOf(in.numbers());
        long[] ids = in.numbers();
        younger = tableOf(ids);
        size = ids.length;
    }

    private static long[] tableOf(long[] ids) {
        int capacity = FIRST_CAPACITY;
        while (capacity < 2 * ids.length) capacity *= 2;
        long[] table = table(capacity);
        for (long id : ids) table[find(table, id)] = id;
        return table;
    }
}
