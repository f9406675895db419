package io.tocsin.store;

import java.util.Arrays;

/** Different term numbers, in an open table that is used again. */
final class TermSet {
    private static final int FIRST_CAPACITY = 1 << 10;

    private int[] table = new int[FIRST_CAPACITY];
    private int size;
    /** Zero marks a free place in the table, and so needs one of its own. */
    private boolean zero;

    void clear() {
        if (size > 0) Arrays.fill(table, 0);
        size = 0;
        zero = false;
    }

    int size() {
        return size + (zero ? 1 : 0);
    }

    void add(int term) {
        if (term == 0) {
            zero = true;
            return;
        }
        if (put(table, term)) {
            size++;
            if (2 * size > table.length) grow();
        }
    }

    boolean has(int term) {
        if (term == 0) return zero;
        int at = term & (table.length - 1);
        while (table[at] != 0) {
            if (table[at] == term) return true;
            at = at + 1 & (table.length - 1);
        }
        return false;
    }

    private static boolean put(int[] into, int term) {
        int at = term & (into.length - 1);
        while (into[at] != 0) {
            if (into[at] == term) return false;
            at = at + 1 & (into.length - 1);
        }
        into[at] = term;
        return true;
    }

    private void grow() {
        int[] larger = new int[2 * table.length];
        for (int term : table) {
            if (term != 0) put(larger, term);
        }
        table = larger;
    }

    /** All terms, ascending. */
    int[] sorted() {
        int[] terms = new int[size()];
        int count = 0;
        for (int term : table) {
            if (term != 0) terms[count++] = term;
        }
        if (zero) terms[count] = 0;
        Arrays.sort(terms);
        return terms;
    }
}
