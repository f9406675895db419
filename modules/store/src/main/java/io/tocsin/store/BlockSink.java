package io.tocsin.store;

import java.util.Arrays;

/** Grows while a block is written to it; kept and emptied for the next block. */
final class BlockSink {
    private byte[] bytes;
    private int size;

    BlockSink(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    void clear() {
        size = 0;
    }

    /** Takes back what was written beyond this size. */
    void cut(int to) {
        size = to;
    }

    int size() {
        return size;
    }

    /** The bytes written so far are the first {@link #size()} of these; good until the next write. */
    byte[] array() {
        return bytes;
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Seven bits a byte, the low ones first; small numbers in few bytes. */
    void number(long value) {
        room(10);
        size = put(value, size);
    }

    /** A number that may be negative. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** Four bytes, the low one first. */
    void int32(int value) {
        room(4);
        for (int shift = 0; shift < 32; shift += 8) bytes[size++] = (byte) (value >>> shift);
    }

    void raw(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** The length, then the bytes. */
    void bytes(byte[] value) {
        number(value.length);
        raw(value, 0, value.length);
    }

    /** Puts a number before what was written since {@code mark}. */
    void insertNumber(int mark, long value) {
        room(10);
        int tail = size - mark;
        int end = put(value, size);
        byte[] digits = Arrays.copyOfRange(bytes, size, end);
        System.arraycopy(bytes, mark, bytes, mark + digits.length, tail);
        System.arraycopy(digits, 0, bytes, mark, digits.length);
        size = end;
    }

    /** Room for so many bytes more, to be filled from {@link #size()} on and counted with {@link #grown}. */
    byte[] room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int) Math.min(size * 2L, 1 << 30)));
        }
        return bytes;
    }

    void grown(int by) {
        size += by;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private int put(long value, int start) {
        int at = start;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }
}
