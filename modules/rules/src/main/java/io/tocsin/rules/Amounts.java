package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/** An {@link Amount} for each of some places on a line, in the order of the places. */
final class Amounts {
    private static final int FIRST_CAPACITY = 2;

    private long[] places = new long[FIRST_CAPACITY];
    private long[] whole = new long[FIRST_CAPACITY];
    private int[] micros = new int[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    boolean isFull() {
        return size == places.length;
    }

    long place(int index) {
        return places[index];
    }

    /** The last place; there must be one. */
    long last() {
        return places[size - 1];
    }

    /** The first index whose place is not before this one. */
    int from(long place) {
        if (size > 0 && places[size - 1] < place) return size;
        int found = Arrays.binarySearch(places, 0, size, place);
        return found < 0 ? -found - 1 : found;
    }

    /** Adds to a place and returns its index. */
    int add(long place, long moreWhole, int moreMicros) {
        int index = from(place);
        if (index == size || places[index] != place) insert(index, place);
        Amount sum = new Amount();
        addTo(sum, index);
        sum.add(moreWhole, moreMicros);
        whole[index] = sum.whole();
        micros[index] = sum.micros();
        return index;
    }

    void addTo(Amount sum, int index) {
        sum.add(whole[index], micros[index]);
    }

    /** Adds all places from the first to before the second. */
    void addTo(Amount sum, long from, long to) {
        for (int i = from(from); i < size && places[i] < to; i++) addTo(sum, i);
    }

    /** Forgets all places before this one. */
    void dropBefore(long place) {
        int gone = from(place);
        System.arraycopy(places, gone, places, 0, size - gone);
        System.arraycopy(whole, gone, whole, 0, size - gone);
        System.arraycopy(micros, gone, micros, 0, size - gone);
        size -= gone;
    }

    private void insert(int index, long place) {
        if (isFull()) {
            places = Arrays.copyOf(places, size * 2);
            whole = Arrays.copyOf(whole, size * 2);
            micros = Arrays.copyOf(micros, size * 2);
        }
        System.arraycopy(places, index, places, index + 1, size - index);
        System.arraycopy(whole, index, whole, index + 1, size - index);
        System.arraycopy(micros, index, micros, index + 1, size - index);
        places[index] = place;
        whole[index] = 0;
        micros[index] = 0;
        size++;
    }

    void save(StateOut out) throws IOException {
        out.number(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            out.number(places[i] - before);
            out.number(whole[i]);
            out.number(micros[i]);
            before = places[i];
        }
    }

    void load(StateIn in) throws IOException {
        size = 0;
        int saved = in.count();
        long place = 0;
        for (int i = 0; i < saved; i++) {
            place += in.number();
            long wholes = in.number();
            add(place, wholes, (int) in.number());
        }
    }
}
