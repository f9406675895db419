package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;

/**
 * Instants merged into spans: two instants belong to one span when no gap between neighbours is longer than the
 * reach. The result depends on the set of instants and not on their order, which is what makes rules independent
 * of the order of arrival. There is one span nearly always, so two small arrays do.
 */
final class Spans {
    private long[] first = new long[1];
    private long[] last = new long[1];
    private int size;

    /** Adds an instant in milliseconds; one inside a span changes nothing. */
    void add(long at, long reach) {
        int next = size;
        while (next > 0 && first[next - 1] > at) next--;
        boolean joinsLeft = next > 0 && at - last[next - 1] <= reach;
        boolean joinsRight = next < size && first[next] - at <= reach;
        if (joinsLeft) {
            last[next - 1] = Math.max(last[next - 1], at);
            if (joinsRight && first[next] - last[next - 1] <= reach) {
                last[next - 1] = last[next];
                remove(next);
            }
        } else if (joinsRight) {
            first[next] = at;
        } else {
            insert(next, at);
        }
    }

    /** Adds a whole span, and with it everything that lies in it or within reach of it. */
    void cover(long from, long to, long reach) {
        long start = from;
        long end = to;
        for (int i = size - 1; i >= 0; i--) {
            if (first[i] - to > reach || from - last[i] > reach) continue;
            start = Math.min(start, first[i]);
            end = Math.max(end, last[i]);
            remove(i);
        }
        add(start, 0);
        last[holding(start)] = end;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long first(int index) {
        return first[index];
    }

    long last(int index) {
        return last[index];
    }

    /** The span that holds the instant, or -1. */
    int holding(long at) {
        for (int i = 0; i < size; i++) {
            if (first[i] <= at && at <= last[i]) return i;
        }
        return -1;
    }

    /** The first span that begins after the instant, or -1. */
    int after(long at) {
        for (int i = 0; i < size; i++) {
            if (first[i] > at) return i;
        }
        return -1;
    }

    void clear() {
        size = 0;
    }

    void removeFirst() {
        remove(0);
    }

    private void remove(int index) {
        System.arraycopy(first, index + 1, first, index, size - index - 1);
        System.arraycopy(last, index + 1, last, index, size - index - 1);
        size--;
    }

    void save(StateOut out) throws IOException {
        out.numbers(first, size);
        out.numbers(last, size);
    }

    void load(StateIn in) throws IOException {
        first = in.numbers();
        last = in.numbers();
        size = first.length;
        if (last.length != size) throw new IOException("cannot read " + size + " spans with " + last.length + " ends");
        if (size > 0) return;
        first = new long[1];
        last = new long[1];
    }

    private void insert(int index, long at) {
        if (size == first.length) {
            first = Arrays.copyOf(first, size * 2);
            last = Arrays.copyOf(last, size * 2);
        }
        System.arraycopy(first, index, first, index + 1, size - index);
        System.arraycopy(last, index, last, index + 1, size - index);
        first[index] = at;
        last[index] = at;
        size++;
    }
}
