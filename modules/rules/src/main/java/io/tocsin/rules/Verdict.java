package io.tocsin.rules;

/** The answer to a question about an event that may lack what it is asked for. What is unknown never makes a rule fire. */
enum Verdict {
    YES,
    NO,
    /** A field is missing or no number, or a profile has not seen enough. Its opposite is unknown as well. */
    UNKNOWN;

    static Verdict of(boolean answer) {
        return answer ? YES : NO;
    }

    Verdict not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }

    Verdict and(Verdict other) {
        if (this == NO || other == NO) return NO;
        return this == YES && other == YES ? YES : UNKNOWN;
    }

    Verdict or(Verdict other) {
        return not().and(other.not()).not();
    }
}
