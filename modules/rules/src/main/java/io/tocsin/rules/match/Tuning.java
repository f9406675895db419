package io.tocsin.rules.match;

/**
 * When plans are made and how many are kept. None of it changes a result.
 *
 * @param seenBefore so many events of a kind come before it gets a plan: what comes once is not worth one
 * @param eventsPerPlan on average so many events lie between two new plans, so that events of ever new kinds cost little more
 * @param burst so many plans may be made at once, as at the start
 * @param weight of all plans together, in rests and keys of some 60 bytes each
 * @param routes different kinds of events that are told apart
 * @param routesPerLayout of one layout; beyond, the field with the most values is not told apart any more
 * @param layouts that are told apart
 * @param memory after so many events a full memory is emptied, since what fills it may be past
 */
record Tuning(
        int seenBefore,
        int eventsPerPlan,
        int burst,
        int weight,
        int routes,
        int routesPerLayout,
        int layouts,
        long memory) {
    static final Tuning USUAL = new Tuning(8, 256, 64, 200_000, 8_192, 256, 1_024, 1_000_000);
}
