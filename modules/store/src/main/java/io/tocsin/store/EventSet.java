package io.tocsin.store;

import java.util.Arrays;

/** Some of the events of a block, a bit each. Mutable; belongs to one search. */
final class EventSet {
    private final long[] bits;
    private final int size;

    EventSet(int size) {
        this.size = size;
        this.bits = new long[(size + 63) >>> 6];
    }

    static EventSet all(int size) {
        EventSet set = new EventSet(size);
        Arrays.fill(set.bits, -1L);
        set.trim();
        return set;
    }

    private void trim() {
        if ((size & 63) != 0) bits[bits.length - 1] &= -1L >>> -size;
    }

    EventSet copy() {
        EventSet copy = new EventSet(size);
        System.arraycopy(bits, 0, copy.bits, 0, bits.length);
        return copy;
    }

    void add(int event) {
        bits[event >>> 6] |= 1L << event;
    }

    void remove(int event) {
        bits[event >>> 6] &= ~(1L << event);
    }

    boolean has(int event) {
        return (bits[event >>> 6] & 1L << event) != 0;
    }

    void and(EventSet other) {
        for (int i = 0; i < bits.length; i++) bits[i] &= other.bits[i];
    }

    void or(EventSet other) {
        for (int i = 0; i < bits.length; i++) bits[i] |= other.bits[i];
    }

    void andNot(EventSet other) {
        for (int i = 0; i < bits.length; i++) bits[i] &= ~other.bits[i];
    }

    void not() {
        for (int i = 0; i < bits.length; i++) bits[i] = ~bits[i];
        trim();
    }

    /** How many words of 64 events there are. */
    int words() {
        return bits.length;
    }

    /** Which of the 64 events from {@code 64 * index} on are in the set, the first in the lowest bit. */
    long word(int index) {
        return bits[index];
    }

    /** Adds some of 64 events. */
    void addWord(int index, long events) {
        bits[index] |= events;
    }

    /** The events that are in this set and in another. */
    EventSet in(EventSet other) {
        EventSet both = new EventSet(size);
        for (int i = 0; i < bits.length; i++) both.bits[i] = bits[i] & other.bits[i];
        return both;
    }

    /** Whether an event is in this set and in another. */
    boolean meets(EventSet other) {
        for (int i = 0; i < bits.length; i++) {
            if ((bits[i] & other.bits[i]) != 0) return true;
        }
        return false;
    }

    int count() {
        int count = 0;
        for (long word : bits) count += Long.bitCount(word);
        return count;
    }

    boolean isEmpty() {
        for (long word : bits) {
            if (word != 0) return false;
        }
        return true;
    }

    boolean isFull() {
        int whole = size >>> 6;
        for (int i = 0; i < whole; i++) {
            if (bits[i] != -1L) return false;
        }
        return whole == bits.length || bits[whole] == -1L >>> -size;
    }

    int size() {
        return size;
    }

    /** The first event of the set at or after a place, or -1. */
    int next(int from) {
        if (from >= size) return -1;
        int at = from >>> 6;
        long word = bits[at] & -1L << from;
        while (word == 0) {
            if (++at == bits.length) return -1;
            word = bits[at];
        }
        return (at << 6) + Long.numberOfTrailingZeros(word);
    }

    /** The last event of the set at or before a place, or -1. */
    int previous(int from) {
        if (from < 0) return -1;
        int at = from >>> 6;
        long word = bits[at] & -1L >>> (63 - (from & 63));
        while (word == 0) {
            if (--at < 0) return -1;
            word = bits[at];
        }
        return (at << 6) + 63 - Long.numberOfLeadingZeros(word);
    }
}
