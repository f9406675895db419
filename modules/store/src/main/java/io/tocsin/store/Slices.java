package io.tocsin.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The values of a column while it is written, one after the other in one array. Copied, because they are compared, searched and
 * packed again and again, and the arrays of their events lie far apart and come from other threads. Kept and used again.
 */
final class Slices {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** Where the bytes of a dozen values fit: many columns have no more. */
    private static final int ROOM_MIN = 1 << 8;

    /** Messages of some two hundred bytes in a usual block; room for more is given back. */
    private static final int ROOM_KEPT = 1 << 20;

    private byte[] bytes = new byte[ROOM_MIN];

    /** Where each value begins, and behind the last one where it ends. */
    private int[] starts = new int[16];

    private int size;

    /** Forgets the values. */
    void clear() {
        size = 0;
        if (bytes.length > ROOM_KEPT) bytes = new byte[ROOM_MIN];
    }

    void add(byte[] source, int from, int to) {
        if (size + 1 == starts.length) starts = Arrays.copyOf(starts, 2 * starts.length);
        int at = starts[size];
        int end = at + (to - from);
        if (end > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        System.arraycopy(source, from, bytes, at, to - from);
        starts[++size] = end;
    }

    void add(Slices other, int index) {
        add(other.bytes, other.starts[index], other.starts[index + 1]);
    }

    int size() {
        return size;
    }

    /** Bytes that its arrays take, whatever is in them. */
    long room() {
        return bytes.length + (long) Integer.BYTES * starts.length;
    }

    /** What all values lie in; good until the next one is added, not to be written to. */
    byte[] bytes() {
        return bytes;
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return starts[index + 1] - starts[index];
    }

    int end(int index) {
        return starts[index + 1];
    }

    byte[] copy(int index) {
        return Arrays.copyOfRange(bytes, starts[index], starts[index + 1]);
    }

    /** How many bytes all values have together. */
    int length() {
        return starts[size];
    }

    boolean same(int index, Slices other, int otherIndex) {
        return same(index, other.bytes, other.starts[otherIndex], other.starts[otherIndex + 1]);
    }

    boolean same(int index, byte[] other, int from, int to) {
        int start = starts[index];
        int length = to - from;
        return length == starts[index + 1] - start && equal(bytes, start, other, from, length);
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
}
