package io.tocsin.store;

import io.tocsin.query.Words;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * The terms of the one inverted field, one after another in a buffer that is used again. A term is a letter for its kind, the
 * field name where it has one, a byte that no text contains, and the text. Longer terms than {@link #BYTES_MAX} are replaced
 * by the upper-case letter and a hash: these never decide alone.
 *
 * <p>Texts are written as UTF-8, with lone surrogates as the three bytes that they would have: different texts stay different,
 * and terms sort by code point, as {@link Words} compares.
 */
final class Terms {
    /** The whole folded value of a field. */
    static final char VALUE = 'f';
    /** A word of any value. */
    static final char WORD = 'w';
    /** A word of a prose value of a field. */
    static final char PROSE = 'p';
    /** A folded correlation ID. */
    static final char ID = 'i';
    /** The field is there. */
    static final char EXISTS = 'x';
    /** The field has a value whose own term is hashed; with an empty name: some field has. */
    static final char HASHED = 'l';
    /** The field has a number that is not in the numeric index. */
    static final char UNINDEXED_NUMBER = 'm';
    /** The rank of the level. */
    static final char LEVEL = 'r';

    /** Longer values are hardly ever asked for as a whole, and would fill the dictionary. */
    static final int BYTES_MAX = 200;

    /** Not part of any UTF-8 text, and greater than all that are. */
    static final int SEPARATOR = 0xff;

    private byte[] bytes = new byte[4_096];
    private int[] ends = new int[128];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Points the reference at a term; good until the next {@link #clear}. */
    void term(int index, BytesRef into) {
        into.bytes = bytes;
        into.offset = start(index);
        into.length = ends[index] - into.offset;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** A term without a field; whether it had to be hashed. */
    boolean add(char kind, String text) {
        return add(kind, text, 0, text.length());
    }

    /** A term that is part of a text; whether it had to be hashed. */
    boolean add(char kind, String text, int from, int to) {
        int at = put(start(count), kind);
        return finish(kind, put(at, text, from, to));
    }

    /** A term of a field; whether it had to be hashed. */
    boolean add(char kind, String field, String text) {
        return add(kind, field, text, 0, text.length());
    }

    /** A term of a field that is part of a text; whether it had to be hashed. */
    boolean add(char kind, String field, String text, int from, int to) {
        int at = put(start(count), kind);
        at = put(put(at, field, 0, field.length()), SEPARATOR);
        return finish(kind, put(at, text, from, to));
    }

    private boolean finish(char kind, int end) {
        int start = start(count);
        boolean hashed = end - start > BYTES_MAX;
        if (count == ends.length) ends = Arrays.copyOf(ends, 2 * count);
        ends[count] = hashed ? hash(kind, start, end) : end;
        count++;
        return hashed;
    }

    private int hash(char kind, int start, int end) {
        long[] hash = StringHelper.murmurhash3_x64_128(bytes, start, end - start, 0);
        int at = put(start, Character.toUpperCase(kind));
        for (long half : hash) {
            for (int shift = 56; shift >= 0; shift -= 8) at = put(at, (int) (half >>> shift));
        }
        return at;
    }

    private int put(int at, int value) {
        if (at == bytes.length) bytes = Arrays.copyOf(bytes, 2 * at);
        bytes[at] = (byte) value;
        return at + 1;
    }

    private int put(int at, String text, int from, int to) {
        int end = at + (to - from);
        if (end > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) return putAny(at + i - from, text, i, to);
            bytes[at + i - from] = (byte) c;
        }
        return end;
    }

    private int putAny(int start, String text, int from, int to) {
        int at = start;
        for (int i = from; i < to; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point < 0x80) {
                at = put(at, point);
            } else if (point < 0x800) {
                at = put(at, 0xc0 | (point >> 6));
                at = more(at, point);
            } else if (point < 0x10000) {
                at = put(at, 0xe0 | (point >> 12));
                at = more(more(at, point >> 6), point);
            } else {
                at = put(at, 0xf0 | (point >> 18));
                at = more(more(more(at, point >> 12), point >> 6), point);
            }
        }
        return at;
    }

    /** A byte that goes on with a code point, with the lowest six bits. */
    private int more(int at, int bits) {
        return put(at, 0x80 | (bits & 0x3f));
    }
}
