package io.tocsin.rules;

import java.io.IOException;

/** What is kept of the numbers of a cell of a profile: enough for their average, spread and edges. */
final class Moments {
    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(double number) {
        count++;
        double off = number - mean;
        mean += off / count;
        squares += off * (number - mean);
        least = Math.min(least, number);
        most = Math.max(most, number);
    }

    void add(Moments other) {
        if (other.count == 0) return;
        long both = count + other.count;
        double off = other.mean - mean;
        squares += other.squares + off * off * count * other.count / both;
        mean += off * other.count / both;
        count = both;
        least = Math.min(least, other.least);
        most = Math.max(most, other.most);
    }

    /** A measure of the numbers; NaN where there are none, or where this is not enough for it. */
    double measure(Measure measure) {
        if (count == 0) return measure instanceof Measure.Sum ? 0 : Double.NaN;
        return switch (measure) {
            case Measure.Sum sum -> mean * count;
            case Measure.Average average -> mean;
            case Measure.Least least -> this.least;
            case Measure.Most most -> this.most;
            case Measure.Deviation deviation -> Math.sqrt(squares / count);
            case Measure.Count c -> Double.NaN;
            case Measure.Rate rate -> Double.NaN;
            case Measure.Percentile percentile -> Double.NaN;
            case Measure.Distinct distinct -> Double.NaN;
        };
    }

    void save(StateOut out) throws IOException {
        out.number(count);
        if (count == 0) return;
        out.real(mean);
        out.real(squares);
        out.real(least);
        out.real(most);
    }

    void load(StateIn in) throws IOException {
        count = in.number();
        if (count == 0) return;
        mean = in.real();
        squares = in.real();
        least = in.real();
        most = in.real();
    }
}
