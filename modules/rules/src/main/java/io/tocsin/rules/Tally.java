package io.tocsin.rules;

import java.io.IOException;

/**
 * What is kept of the readings ({@link Meter#read}) of one bucket, or of a whole window. The order in which readings are added,
 * and in which tallies are, changes nothing: that makes rules independent of the order of arrival.
 */
abstract sealed class Tally permits CountTally, ShareTally, SumTally, ExtremeTally, RankTally, DistinctTally {
    private long values;

    /** How many readings there are. */
    final long values() {
        return values;
    }

    /** Takes one reading. */
    final void add(long reading) {
        values++;
        take(reading);
    }

    /** Takes all readings of another tally of the same kind. */
    final void plus(Tally other) {
        values += other.values;
        merge(other);
    }

    /** Gives back all readings of another tally that was taken before, without a trace; only when {@link #reversible}. */
    final void minus(Tally other) {
        values -= other.values;
        unmerge(other);
    }

    /** Whether {@link #minus} is possible; a window is added up anew otherwise. */
    abstract boolean reversible();

    abstract void take(long reading);

    abstract void merge(Tally other);

    abstract void unmerge(Tally other);

    final void save(StateOut out) throws IOException {
        out.number(values);
        write(out);
    }

    final void load(StateIn in) throws IOException {
        values = in.number();
        if (values < 1) throw new IOException("cannot read a bucket of " + values + " values");
        read(in);
    }

    abstract void write(StateOut out) throws IOException;

    abstract void read(StateIn in) throws IOException;
}
