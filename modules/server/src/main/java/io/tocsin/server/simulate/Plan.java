package io.tocsin.server.simulate;

import java.util.List;

/**
 * An escalation policy as the oracle reads it; times in milliseconds.
 *
 * @param ackTimeout 0 for none
 * @param repeatEvery 0 for never
 * @param resolveAfter 0 for at once
 */
record Plan(List<Rung> rungs, String fallback, long ackTimeout, long repeatEvery, int repeatTimes, long resolveAfter) {
    Plan {
        rungs = List.copyOf(rungs);
    }

    /**
     * A level.
     *
     * @param untilResolved whether an acknowledgement does not stop it
     * @param who users, and schedules as {@code rota:NAME}
     */
    record Rung(long after, boolean untilResolved, List<String> who) {
        Rung {
            who = List.copyOf(who);
        }
    }

    Rung rung(int number) {
        return rungs.get(number - 1);
    }

    /** From the level before it in its sequence, or from the start. */
    long window(int number) {
        Rung rung = rung(number);
        for (int earlier = number - 1; earlier >= 1; earlier--) {
            if (rung(earlier).untilResolved == rung.untilResolved) return rung.after - rung(earlier).after;
        }
        return rung.after;
    }

    /** How long the last level has before the fallback: the last pause between two levels, or a quarter of an hour. */
    long lastWindow() {
        long last = rungs.getLast().after;
        for (Rung rung : rungs.reversed()) {
            if (rung.after < last) return last - rung.after;
        }
        return Story.minutes(15);
    }

    /** How long somebody who was named by hand has before level 1: as long as level 1 has. */
    long firstWindow() {
        for (Rung rung : rungs) {
            if (!rung.untilResolved && rung.after > rungs.getFirst().after) return rung.after - rungs.getFirst().after;
        }
        return Story.minutes(15);
    }
}
