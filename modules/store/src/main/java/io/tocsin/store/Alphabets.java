package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The characters that the values of some columns are written with, side by side as sets of bits: most columns cannot contain a text, and
 * to see that here costs no walk through the objects that each of them is. For any thread.
 */
final class Alphabets {
    private static final int ASCII = 0x80;

    /** Of each column the characters below and from 64 on. */
    private final long[] low;

    private final long[] high;

    /** Where the columns are. */
    @FunctionalInterface
    interface Columns {
        Column get(int column) throws IOException;
    }

    private Alphabets(long[] low, long[] high) {
        this.low = low;
        this.high = high;
    }

    /** Of so many columns; reads the head of each. */
    static Alphabets of(int columns, Columns all) throws IOException {
        long[] low = new long[columns];
        long[] high = new long[columns];
        Arrays.fill(low, -1);
        Arrays.fill(high, -1);
        for (int c = 0; c < columns; c++) {
            String characters = plain(all.get(c).characters());
            if (characters == null) continue;
            low[c] = below(characters);
            high[c] = from64(characters);
        }
        return new Alphabets(low, high);
    }

    /** Null where they are not known, or say more than they seem to: escapes, and letters that have a form in ASCII. */
    private static @Nullable String plain(@Nullable String characters) {
        if (characters == null) return null;
        return characters.chars().allMatch(c -> c < ASCII && c != '\\') ? characters : null;
    }

    /** The characters of a text below 64, as bits; of ASCII alone. */
    static long below(String text) {
        return text.chars().filter(c -> c < Long.SIZE).mapToLong(c -> 1L << c).reduce(0, (a, b) -> a | b);
    }

    /** Its characters from 64 on, as bits. */
    static long from64(String text) {
        return text.chars().filter(c -> c >= Long.SIZE).mapToLong(c -> 1L << c).reduce(0, (a, b) -> a | b);
    }

    /** Whether no value of a column can contain a text. */
    boolean areForeignTo(int column, Needle text) {
        return ((text.low() & ~low[column]) | (text.high() & ~high[column])) != 0;
    }

    /** Whether a value of a column may be written with one of some characters. */
    boolean haveOneOf(int column, CharSet characters) {
        return ((characters.low() & low[column]) | (characters.high() & high[column])) != 0;
    }

    /** Bytes in memory, about. */
    long weight() {
        return 2L * Long.BYTES * low.length;
    }
}
