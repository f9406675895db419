package io.tocsin.rules;

/** A text after {@code when:} is no condition; the message is meant for who wrote it. */
final class WhenSyntaxException extends RuntimeException {
    private final int position;

    WhenSyntaxException(String problem, int position) {
        super(problem);
        this.position = position;
    }

    /** The offset in the text, from 0. */
    int position() {
        return position;
    }
}
