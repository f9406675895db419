package io.tocsin.rules;

import java.io.IOException;

/** How many of the readings are 1. */
final class ShareTally extends Tally {
    private long hits;

    /** 0 to 1; not a number when there are no readings. */
    double share() {
        return (double) hits / values();
    }

    @Override
    boolean reversible() {
        return true;
    }

    @Override
    void take(long reading) {
        hits += reading;
    }

    @Override
    void merge(Tally other) {
        hits += ((ShareTally) other).hits;
    }

    @Override
    void unmerge(Tally other) {
        hits -= ((ShareTally) other).hits;
    }

    @Override
    void write(StateOut out) throws IOException {
        out.number(hits);
    }

    @Override
    void read(StateIn in) throws IOException {
        hits = in.number();
    }
}
