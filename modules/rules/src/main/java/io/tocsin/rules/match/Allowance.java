package io.tocsin.rules.match;

/** How many plans and routes may be made, counted in events: what an event costs stays bounded, whatever comes. */
final class Allowance {
    private final Tuning tuning;
    private long events;
    private long credit;
    private long emptied;
    private int weight;
    private int routes;
    private boolean full;

    Allowance(Tuning tuning) {
        this.tuning = tuning;
        this.credit = (long) tuning.burst() * tuning.eventsPerPlan();
    }

    void event() {
        events++;
        if (credit < (long) tuning.burst() * tuning.eventsPerPlan()) credit++;
    }

    /** Whether a plan may be made now; it counts as made. */
    boolean takePlan() {
        if (weight >= tuning.weight()) full = true;
        if (full || credit < tuning.eventsPerPlan()) return false;
        credit -= tuning.eventsPerPlan();
        return true;
    }

    void made(Plan plan) {
        weight += plan.weight();
    }

    /** Whether one more kind of events may be told apart. */
    boolean takeRoute() {
        if (routes >= tuning.routes()) full = true;
        if (full) return false;
        routes++;
        return true;
    }

    void isFull() {
        full = true;
    }

    /** Whether all is to be forgotten now, to make room for what comes today. */
    boolean forgets() {
        if (!full || events - emptied < tuning.memory()) return false;
        emptied = events;
        weight = 0;
        routes = 0;
        full = false;
        return true;
    }
}
