package io.tocsin.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a column while it is written: stretches of byte arrays, none of them copied. */
final class Slices {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private byte[] @Nullable [] sources = new byte[64][];
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int size;

    /** Forgets the values, and lets go of their arrays. */
    void clear() {
        Arrays.fill(sources, 0, size, null);
        size = 0;
    }

    void add(byte[] source, int from, int to) {
        if (size == starts.length) grow();
        sources[size] = source;
        starts[size] = from;
        lengths[size++] = to - from;
    }

    void add(Slices other, int index) {
        int from = other.starts[index];
        add(other.source(index), from, from + other.lengths[index]);
    }

    int size() {
        return size;
    }

    byte[] source(int index) {
        byte[] source = sources[index];
        if (source == null) throw new IndexOutOfBoundsException(index);
        return source;
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return lengths[index];
    }

    int end(int index) {
        return starts[index] + lengths[index];
    }

    byte[] copy(int index) {
        return Arrays.copyOfRange(source(index), starts[index], end(index));
    }

    long bytes() {
        long sum = 0;
        for (int i = 0; i < size; i++) sum += lengths[i];
        return sum;
    }

    boolean same(int index, Slices other, int otherIndex) {
        int length = lengths[index];
        if (length != other.lengths[otherIndex]) return false;
        int from = starts[index];
        int otherFrom = other.starts[otherIndex];
        return Arrays.equals(
                source(index), from, from + length, other.source(otherIndex), otherFrom, otherFrom + length);
    }

    boolean allSame() {
        for (int i = size - 1; i > 0; i--) {
            if (!same(i, this, 0)) return false;
        }
        return true;
    }

    int hash(int index) {
        byte[] source = source(index);
        int at = starts[index];
        int end = at + lengths[index];
        long hash = lengths[index] * MIX;
        for (; at + 8 <= end; at += 8) hash = mixed(hash, (long) LONGS.get(source, at));
        if (at < end) hash = mixed(hash, tail(source, at, end));
        return (int) (hash ^ hash >>> 32);
    }

    private static long tail(byte[] source, int at, int end) {
        if (at + 8 <= source.length) return (long) LONGS.get(source, at) & (-1L >>> (8 * (8 - (end - at))));
        long tail = 0;
        for (int i = end - 1; i >= at; i--) tail = tail << 8 | (source[i] & 0xff);
        return tail;
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * MIX;
        return product ^ product >>> 29;
    }

    private void grow() {
        int room = size * 2;
        sources = Arrays.copyOf(sources, room);
        starts = Arrays.copyOf(starts, room);
        lengths = Arrays.copyOf(lengths, room);
    }
}
