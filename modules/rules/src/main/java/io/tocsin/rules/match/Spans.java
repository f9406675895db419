package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of some leaves of an event: what tells one kind of event of a layout from another. */
final class Spans {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final byte[] bytes;
    private final int[] ends;

    private Spans(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    /** Takes a copy. */
    static Spans of(Fields fields, int[] leaves) {
        int[] ends = new int[leaves.length];
        int length = 0;
        for (int i = 0; i < leaves.length; i++) {
            length += fields.leafEnd(leaves[i]) - fields.leafStart(leaves[i]);
            ends[i] = length;
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < leaves.length; i++) {
            int from = fields.leafStart(leaves[i]);
            int size = fields.leafEnd(leaves[i]) - from;
            System.arraycopy(fields.json(), from, bytes, ends[i] - size, size);
        }
        return new Spans(bytes, ends);
    }

    /** Whether an event has the same bytes there. */
    boolean areIn(Fields fields, int[] leaves) {
        int start = 0;
        for (int i = 0; i < leaves.length; i++) {
            int from = fields.leafStart(leaves[i]);
            int to = fields.leafEnd(leaves[i]);
            if (!Arrays.equals(bytes, start, ends[i], fields.json(), from, to)) return false;
            start = ends[i];
        }
        return true;
    }

    /** The bytes of one leaf, as something that can be compared. */
    String leaf(int index) {
        int from = index == 0 ? 0 : ends[index - 1];
        return new String(bytes, from, ends[index] - from, StandardCharsets.ISO_8859_1);
    }

    /** A hash of the bytes of an event there, eight at a time. */
    static int hash(Fields fields, int[] leaves) {
        long hash = 0;
        byte[] json = fields.json();
        for (int leaf : leaves) {
            int from = fields.leafStart(leaf);
            int to = fields.leafEnd(leaf);
            hash += to - from;
            for (int at = from; at < to; at += Long.BYTES) {
                hash = (hash ^ eight(json, at, to)) * SPREAD;
                hash ^= hash >>> 29;
            }
        }
        return (int) (hash >>> 32);
    }

    /** Eight bytes, the first one lowest, or as many as there are before the end. */
    private static long eight(byte[] json, int at, int to) {
        if (at + Long.BYTES <= json.length) {
            long word = (long) LONGS.get(json, at);
            int beyond = at + Long.BYTES - to;
            return beyond <= 0 ? word : word & (-1L >>> (Byte.SIZE * beyond));
        }
        long word = 0;
        for (int i = Math.min(to, at + Long.BYTES) - 1; i >= at; i--) word = (word << Byte.SIZE) | (json[i] & 0xff);
        return word;
    }
}
