package io.tocsin.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of the {@link FormTree}: the bytes between two values. Its children are what may come after the value that follows
 * it. In one place at most one of them can match, because all were valid JSON after the same beginning, and none that
 * stops before a number matches where a string starts; so their order decides nothing but speed. Safe for any thread.
 */
final class Gap {
    /** More ways to go on in one place are names made of data: looking through them would cost more than it saves. */
    static final int MOST_CHILDREN = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle CHILDREN = childrenHandle();
    private static final Gap[] NO_CHILDREN = {};

    private final byte[] bytes;
    private final long[] words;
    private final long rest;
    private final long restMask;
    private final boolean beforeText;
    private final @Nullable Form form;
    /** There were too many children once, and they were forgotten. */
    private volatile boolean wild;

    private volatile Gap[] children = NO_CHILDREN;

    /** The child that matched last, a hint: threads overwrite each other's without harm. */
    private int recent;

    /**
     * A gap.
     *
     * @param bytes kept
     * @param form of the events that end with this gap, null when it is not the last
     */
    Gap(byte[] bytes, @Nullable Form form) {
        this.bytes = bytes;
        this.form = form;
        this.beforeText = bytes.length > 0 && bytes[bytes.length - 1] == '"';
        byte[] padded = Arrays.copyOf(bytes, bytes.length + Long.BYTES);
        this.words = new long[bytes.length / Long.BYTES];
        for (int i = 0; i < words.length; i++) words[i] = (long) LONGS.get(padded, i * Long.BYTES);
        this.rest = (long) LONGS.get(padded, words.length * Long.BYTES);
        this.restMask = (1L << ((bytes.length % Long.BYTES) * Byte.SIZE)) - 1;
    }

    private static VarHandle childrenHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(Gap.class, "children", Gap[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** Whether a string follows, else a number, true or false. */
    boolean beforeText() {
        return beforeText;
    }

    /** The form of what ends here, null when a value follows. */
    @Nullable
    Form form() {
        return form;
    }

    /** The child that stands here, or null. */
    @Nullable
    Gap next(byte[] body, int at, int to) {
        Gap[] all = children;
        int last = recent;
        if (last < all.length && all[last].stands(body, at, to)) return all[last];
        for (int i = 0; i < all.length; i++) {
            if (i != last && all[i].stands(body, at, to)) {
                recent = i;
                return all[i];
            }
        }
        return null;
    }

    private boolean stands(byte[] body, int from, int to) {
        int end = from + bytes.length;
        if (end > to) return false;
        int at = from;
        for (long word : words) {
            if ((long) LONGS.get(body, at) != word) return false;
            at += Long.BYTES;
        }
        if (at + Long.BYTES <= body.length) {
            if (((long) LONGS.get(body, at) & restMask) != rest) return false;
        } else if (!Arrays.equals(body, at, end, bytes, at - from, bytes.length)) {
            return false;
        }
        return beforeText || form != null || (end < to && JsonLeaf.startsScalar(body[end]));
    }

    /** The child with these bytes, or null. */
    @Nullable
    Gap child(byte[] wanted) {
        return find(children, wanted);
    }

    private static @Nullable Gap find(Gap[] among, byte[] wanted) {
        for (Gap gap : among) {
            if (Arrays.equals(gap.bytes, wanted)) return gap;
        }
        return null;
    }

    /** Whether so many things have stood here that one more is likely to be never seen again. */
    boolean isWild() {
        return wild;
    }

    /** Adds a child, unless another thread has added an equal one, which is returned then. Too many are forgotten. */
    Gap add(Gap child) {
        while (true) {
            Gap[] before = children;
            Gap same = find(before, child.bytes);
            if (same != null) return same;
            boolean full = before.length >= MOST_CHILDREN;
            if (full) wild = true;
            Gap[] after = full ? new Gap[1] : Arrays.copyOf(before, before.length + 1);
            after[after.length - 1] = child;
            if (CHILDREN.compareAndSet(this, before, after)) return child;
        }
    }
}
