package io.tocsin.rules.match;

import java.util.List;

/** The rests of a plan, each with the number of its query. */
final class Rests {
    private final Rest[] rests;
    private final int[] queries;

    Rests(List<Rest> rests, int[] queries) {
        this.rests = rests.toArray(Rest[]::new);
        this.queries = queries;
    }

    /** Asks those that have not been asked of this event yet. */
    void consider(int[] candidates, Asked asked) {
        for (int candidate : candidates) consider(candidate, asked);
    }

    void consider(int candidate, Asked asked) {
        if (asked.isNew(queries[candidate]) && rests[candidate].holds(asked)) asked.meet(queries[candidate]);
    }
}
