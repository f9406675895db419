package io.tocsin.rules;

/** Counts, and that is all. */
final class CountTally extends Tally {
    @Override
    boolean reversible() {
        return true;
    }

    @Override
    void take(long reading) {}

    @Override
    void merge(Tally other) {}

    @Override
    void unmerge(Tally other) {}

    @Override
    void write(StateOut out) {}

    @Override
    void read(StateIn in) {}
}
