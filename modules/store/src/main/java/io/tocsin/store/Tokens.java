package io.tocsin.store;

import java.util.Arrays;

/**
 * The tokens of a message: stretches between separators that begin with the first and end with the last word byte among them,
 * so a word never reaches out of a token. Word bytes are letters, digits, {@code _}, everything beyond ASCII and whole escape
 * sequences.
 */
final class Tokens {
    private static final byte WORD = 0;
    private static final byte DIGIT = 1;
    private static final byte INNER = 2;
    private static final byte SEPARATOR = 3;
    private static final byte ESCAPE = 4;
    private static final byte CONTROL = 5;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int c = 0; c < 128; c++) KINDS[c] = Character.isLetter(c) || c == '_' ? WORD : INNER;
        for (int c = 0; c < ' '; c++) KINDS[c] = CONTROL;
        for (int c = '0'; c <= '9'; c++) KINDS[c] = DIGIT;
        for (char c : " =,;:/()[]{}<>|'&?\"".toCharArray()) KINDS[c] = SEPARATOR;
        KINDS['\\'] = ESCAPE;
        KINDS[Skeletons.VARIABLE] = WORD;
    }

    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private boolean[] digits = new boolean[32];
    private int size;

    /** Finds the tokens; false when there are control bytes, which no JSON string holds. */
    boolean scan(byte[] source, int from, int to) {
        size = 0;
        int start = -1;
        int end = 0;
        boolean digit = false;
        for (int at = from; at < to; at++) {
            switch (KINDS[source[at] & 0xff]) {
                case WORD, DIGIT -> {
                    if (start < 0) start = at;
                    end = at + 1;
                    digit |= KINDS[source[at] & 0xff] == DIGIT;
                }
                case ESCAPE -> {
                    if (start < 0) start = at;
                    end = Math.min(to, at + 2);
                    at++;
                }
                case SEPARATOR -> {
                    if (start >= 0) add(start, end, digit);
                    start = -1;
                    digit = false;
                }
                case CONTROL -> {
                    return false;
                }
                default -> {}
            }
        }
        if (start >= 0) add(start, end, digit);
        return true;
    }

    int size() {
        return size;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    /** Whether it holds a digit outside of escape sequences. */
    boolean hasDigit(int token) {
        return digits[token];
    }

    private void add(int start, int end, boolean digit) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            digits = Arrays.copyOf(digits, size * 2);
        }
        starts[size] = start;
        ends[size] = end;
        digits[size++] = digit;
    }
}
