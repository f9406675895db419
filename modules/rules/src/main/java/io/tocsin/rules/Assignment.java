package io.tocsin.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each step an event of its own, where an event may be good for several: the usual augmenting paths, one event after
 * another. An event that finds no place finds none later either, and neither does another of the same kind.
 */
final class Assignment {
    private static final int NOBODY = -1;

    private final int[] events;
    private final List<Integer> masks = new ArrayList<>();
    private final boolean[] hopeless;
    private int placed;

    Assignment(int steps) {
        this.events = new int[steps];
        this.hopeless = new boolean[1 << steps];
        Arrays.fill(events, NOBODY);
    }

    /** Offers an event; true when it has a place now, which may have moved others. */
    boolean offer(int mask) {
        if (hopeless[mask]) return false;
        masks.add(mask);
        if (!place(masks.size() - 1, new boolean[events.length])) {
            masks.removeLast();
            hopeless[mask] = true;
            return false;
        }
        placed++;
        return true;
    }

    private boolean place(int event, boolean[] asked) {
        for (int step = 0; step < events.length; step++) {
            if ((masks.get(event) & 1 << step) == 0 || asked[step]) continue;
            asked[step] = true;
            if (events[step] != NOBODY && !place(events[step], asked)) continue;
            events[step] = event;
            return true;
        }
        return false;
    }

    boolean isComplete() {
        return placed == events.length;
    }
}
