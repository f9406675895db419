package io.tocsin.template;

/** What one rendering may use. A template is text from a file that somebody edits at night: it must not stop the pages. */
final class Budget {
    /** A mail about a thousand alerts takes some 50,000 steps; a million take well below a second. */
    static final int MAX_STEPS = 1_000_000;

    /** A page of a megabyte is read by nobody, and every channel refuses less. */
    static final int MAX_OUTPUT = 1024 * 1024;

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

    void enter() {
        if (++depth > MAX_DEPTH)
            throw new Refusal("cannot go deeper: at most " + MAX_DEPTH + " levels of templates and blocks are allowed");
    }

    void leave() {
        depth--;
    }
}
