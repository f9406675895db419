package io.tocsin.routing;

/** Counts what a router does, so that tests can say how much it may: clocks would say something else on every machine. */
final class Effort {
    private long tests;
    private long looks;

    /** Matchers of a silence, an inhibition rule or a filter were asked about an alert. */
    void tested() {
        tests++;
    }

    /** An alert or a group was looked at to be shown, or to be told of. */
    void looked() {
        looks++;
    }

    long tests() {
        return tests;
    }

    long looks() {
        return looks;
    }
}
