package io.tocsin.rules;

import io.tocsin.query.ExactSum;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The sum of numbers, and of their squares where a deviation is wanted. Both are exact and rounded only when they are read:
 * added up in doubles they would depend on the order of arrival, and drift while a window slides for months.
 */
final class SumTally extends Tally {
    /** Twice the digits of a double: what is rounded to so many first is rounded right afterwards. */
    private static final MathContext DIVISION = new MathContext(34);

    /** Up to here a whole number is a double, and the quotient of two is rounded once. */
    private static final double WHOLE_MAX = 0x1p53;

    private ExactSum sum = new ExactSum();
    private @Nullable ExactSum squares;

    SumTally(boolean squared) {
        squares = squared ? new ExactSum() : null;
    }

    double sum() {
        return sum.value();
    }

    /** Only of one reading or more. */
    double mean() {
        boolean whole = sum.isWhole() && Math.abs((double) sum.whole()) <= WHOLE_MAX;
        if (whole) return (double) sum.whole() / values();
        return sum.exact().divide(BigDecimal.valueOf(values()), DIVISION).doubleValue();
    }

    /** Of the population; only of one reading or more. */
    double deviation() {
        if (squares == null) throw new IllegalStateException("cannot tell a deviation without squares");
        BigDecimal total = sum.exact();
        BigDecimal count = BigDecimal.valueOf(values());
        BigDecimal spread = squares.exact().multiply(count).subtract(total.multiply(total));
        // squares of numbers next to zero lose digits, and then the difference may fall below it
        return spread.signum() <= 0
                ? 0
                : Math.sqrt(spread.divide(count.multiply(count), DIVISION).doubleValue());
    }

    @Override
    boolean reversible() {
        return true;
    }

    @Override
    void take(long reading) {
        double value = Double.longBitsToDouble(reading);
        sum.add(value, 1);
        if (squares == null) return;
        double square = value * value;
        double rest = Math.fma(value, value, -square);
        squares.add(square, 1);
        if (rest != 0) squares.add(rest, 1);
    }

    @Override
    void merge(Tally other) {
        SumTally more = (SumTally) other;
        sum.add(more.sum);
        if (squares != null && more.squares != null) squares.add(more.squares);
    }

    @Override
    void unmerge(Tally other) {
        SumTally less = (SumTally) other;
        sum.subtract(less.sum);
        if (squares != null && less.squares != null) squares.subtract(less.squares);
    }

    @Override
    void write(StateOut out) throws IOException {
        write(sum, out);
        if (squares != null) write(squares, out);
    }

    private static void write(ExactSum sum, StateOut out) throws IOException {
        double[] parts = sum.parts();
        out.number(sum.whole());
        out.number(parts.length);
        for (double part : parts) out.real(part);
    }

    @Override
    void read(StateIn in) throws IOException {
        sum = readSum(in);
        if (squares != null) squares = readSum(in);
    }

    private static ExactSum readSum(StateIn in) throws IOException {
        long whole = in.number();
        ExactSum sum = ExactSum.of(whole);
        for (int left = in.count(); left > 0; left--) {
            double part = in.real();
            if (!Double.isFinite(part)) throw new IOException("cannot read a sum with " + part + " in it");
            sum.add(ExactSum.of(0, part));
        }
        return sum;
    }
}
