package io.tocsin.query;

/** A text is no query. The message says what is wrong, where, and what would be right; it is meant for who typed it. */
public final class QuerySyntaxException extends RuntimeException {
    private final int position;

    QuerySyntaxException(String problem, int position) {
        super(problem + " (at character " + (position + 1) + " of the query)");
        this.position = position;
    }

    /** The offset in the text, from 0, in Java characters; the length of the text when something is missing at its end. */
    public int position() {
        return position;
    }
}
