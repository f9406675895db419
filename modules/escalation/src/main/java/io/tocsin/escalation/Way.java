package io.tocsin.escalation;

import java.time.Instant;

/**
 * One contact method of one page.
 *
 * @param at when it is used first; not before
 */
public record Way(String via, Instant at, Standing standing) {
    /** How far it has got. */
    public enum Standing {
        /** It has not been used yet. */
        WAITING,
        /** It is being used, and nothing speaks against it. */
        UNDER_WAY,
        /** It failed for good, or twice in a row; in the latter case it is still tried. */
        FAILING,
        /** The page has arrived. */
        REACHED
    }

    static Way planned(String via, Instant at) {
        return new Way(via, at, Standing.WAITING);
    }

    /** The same, with what became of it. */
    public Way standing(Standing now) {
        return new Way(via, at, now);
    }

    boolean waits(Instant now) {
        return standing == Standing.WAITING && at.isAfter(now);
    }

    /** Whether it may yet reach the person without any help. */
    boolean hopeful(Instant now) {
        return standing == Standing.REACHED
                || standing == Standing.UNDER_WAY
                || (standing == Standing.WAITING && !at.isAfter(now));
    }
}
