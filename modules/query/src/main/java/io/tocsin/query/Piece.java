package io.tocsin.query;

/**
 * Text of a query after its escapes are read.
 *
 * @param position where it starts
 * @param text what it says
 * @param pattern the same as a wildcard pattern, where what was escaped or quoted still stands for itself
 * @param marked whether quotes or a backslash took away the meaning that it could have as a keyword or a block
 */
record Piece(int position, String text, String pattern, boolean marked) {
    boolean isWild() {
        return Glob.isWild(pattern);
    }

    boolean isKeyword() {
        return !marked && Scanner.isKeyword(text);
    }

    /** Whether it is a bare star. */
    boolean isStar() {
        return Glob.canonical(pattern).equals("*");
    }
}
