package io.tocsin.routing;

import org.junit.jupiter.api.RepetitionInfo;

/** Where random tests begin: the same at each run, so that a failure comes again; {@code -Dtocsin.seed=N} looks elsewhere. */
final class Seeds {
    private static final long FIRST = 20_261_129;

    private Seeds() {}

    static long first() {
        return Long.getLong("tocsin.seed", FIRST);
    }

    /** A seed of its own for each repetition. */
    static long of(RepetitionInfo repetition) {
        return first() + repetition.getCurrentRepetition();
    }
}
