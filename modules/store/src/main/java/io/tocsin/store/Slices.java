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

    /** Longer values differ soon, and would take much room. */
    private static final int COPIED_MAX = 128;

    /** A few dozen values, as most columns have; what a column has more makes more room, which is kept for the next block. */
    private static final int ROOM_MIN = 1 << 10;

    private static final int ROOM_MAX = 1 << 16;

    private byte[] @Nullable [] sources = new byte[64][];
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int size;

    /** Values that were copied. */
    private byte[] room = {};

    private int used;

    /** Forgets the values, and lets go of their arrays. */
    void clear() {
        Arrays.fill(sources, 0, size, null);
        size = 0;
        used = 0;
    }

    /**
     * Takes a value and, unless it is long, its bytes: close together they are compared with over and over, while the arrays of
     * events lie far apart.
     */
    void addCopy(byte[] source, int from, int to) {
        int length = to - from;
        if (length > COPIED_MAX) {
            add(source, from, to);
            return;
        }
        if (length > room.length - used) {
            room = new byte[Math.clamp(2L * room.length, ROOM_MIN, ROOM_MAX)];
            used = 0;
        }
        System.arraycopy(source, from, room, used, length);
        add(room, used, used + length);
        used += length;
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
        return same(index, other.source(otherIndex), other.starts[otherIndex], other.end(otherIndex));
    }

    boolean same(int index, byte[] other, int from, int to) {
        int length = to - from;
        return length == lengths[index] && equal(source(index), starts[index], other, from, length);
    }

    static boolean equal(byte[] source, int start, byte[] other, int from, int length) {
        if (length < Long.BYTES) return word(source, start, length) == word(other, from, length);
        for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
            if ((long) LONGS.get(source, start + i) != (long) LONGS.get(other, from + i)) return false;
        }
        int tail = length - Long.BYTES;
        return (long) LONGS.get(source, start + tail) == (long) LONGS.get(other, from + tail);
    }

    static long hash(byte[] source, int from, int to) {
        int length = to - from;
        long hash = length * MIX;
        if (length < Long.BYTES) return mixed(hash, word(source, from, length));
        for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash, (long) LONGS.get(source, at));
        }
        return mixed(hash, (long) LONGS.get(source, to - Long.BYTES));
    }

    /** Fewer than eight bytes as one number. */
    private static long word(byte[] source, int at, int length) {
        if (length == 0) return 0;
        if (at + Long.BYTES <= source.length) return (long) LONGS.get(source, at) & (-1L >>> (64 - 8 * length));
        long word = 0;
        for (int i = at + length - 1; i >= at; i--) word = word << 8 | (source[i] & 0xff);
        return word;
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * MIX;
        return product ^ product >>> 32;
    }

    private void grow() {
        int room = size * 2;
        sources = Arrays.copyOf(sources, room);
        starts = Arrays.copyOf(starts, room);
        lengths = Arrays.copyOf(lengths, room);
    }
}
