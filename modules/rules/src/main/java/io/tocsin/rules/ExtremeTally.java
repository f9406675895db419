package io.tocsin.rules;

import java.io.IOException;

/** The least or the greatest number. */
final class ExtremeTally extends Tally {
    private final boolean greatest;
    private double found;

    ExtremeTally(boolean greatest) {
        this.greatest = greatest;
        this.found = greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** Infinite without any reading. */
    double found() {
        return found;
    }

    @Override
    boolean reversible() {
        return false;
    }

    @Override
    void take(long reading) {
        keep(Double.longBitsToDouble(reading));
    }

    private void keep(double value) {
        found = greatest ? Math.max(found, value) : Math.min(found, value);
    }

    @Override
    void merge(Tally other) {
        keep(((ExtremeTally) other).found);
    }

    @Override
    void unmerge(Tally other) {
        throw new IllegalStateException("cannot give back an extreme");
    }

    @Override
    void write(StateOut out) throws IOException {
        out.real(found);
    }

    @Override
    void read(StateIn in) throws IOException {
        found = in.real();
    }
}
