package io.tocsin.store;

/**
 * Characters of ASCII without differences of case: a letter stands for both of its forms.
 *
 * @param low a bit for each character below 64
 * @param high a bit for each of the others
 */
record CharSet(long low, long high) {
    static final int SIZE = 128;

    static final CharSet NONE = new CharSet(0, 0);
    static final CharSet DIGITS = range('0', '9');
    static final CharSet WORD = DIGITS.or(range('a', 'z')).or(of('_'));
    static final CharSet SPACE = of('\t').or(of('\n')).or(of('\f')).or(of('\r')).or(of(' '));

    static int fold(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    static CharSet of(char c) {
        int folded = fold(c);
        return folded < Long.SIZE ? new CharSet(1L << folded, 0) : new CharSet(0, 1L << folded);
    }

    static CharSet range(char from, char to) {
        CharSet all = NONE;
        for (int c = from; c <= to; c++) all = all.or(of((char) c));
        return all;
    }

    CharSet or(CharSet other) {
        return new CharSet(low | other.low, high | other.high);
    }

    CharSet others() {
        return new CharSet(~low, ~high);
    }

    /** Whether a character is one of them. */
    boolean has(int c) {
        int folded = fold(c);
        return ((folded < Long.SIZE ? low : high) >>> folded & 1) == 1;
    }
}
