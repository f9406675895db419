package io.tocsin.template;

/** What one rendering may use. A template is text from a file that somebody edits at night: it must not stop the pages. */
final class Budget {
    /** A mail about a thousand alerts takes some 100,000 steps and 70 ms; the dearest million takes below 2 s. */
    static final int MAX_STEPS = 2_000_000;

    /** In characters. Five thousand alerts in full; a longer page is read by nobody, and channels refuse far shorter ones. */
    static final int MAX_OUTPUT = 4 * 1024 * 1024;

    /** Templates, parentheses and blocks within one another while rendering: bounds the stack. */
    static final int MAX_DEPTH = 200;

    /** So many characters that a function reads or writes cost as much as a step. */
    private static final int CHARACTERS_PER_STEP = 16;

    private long left = MAX_STEPS;
    private int depth;

    void step() {
        spend(1);
    }

    /** Pays for reading or writing that many characters or elements. */
    void work(long size) {
        spend(size / CHARACTERS_PER_STEP);
    }

    private void spend(long steps) {
        left -= steps;
        if (left < 0) throw new Refusal("cannot render this: it takes more than " + MAX_STEPS + " steps");
    }

    /** The next text of the same message begins at the top. */
    void top() {
        depth = 0;
    }

    void enter() {
        if (++depth > MAX_DEPTH)
            throw new Refusal("cannot go deeper: at most " + MAX_DEPTH + " levels of templates and blocks are allowed");
    }

    void leave() {
        depth--;
    }
}
