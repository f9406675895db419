package io.tocsin.template;

/** Text that the author of the template vouches for: HTML keeps what it is within it, and only there. */
record Safe(Kind kind, String text) {
    enum Kind {
        HTML,
        /** What the function {@code html} gives: HTML for any text. */
        ESCAPED,
        URL
    }

    @Override
    public String toString() {
        return text;
    }
}
