package io.tocsin.query;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A sum, or a mean, that is rounded once, at the end: so the order of numbers cannot change it. */
final class Sum implements Cell {
    /** The digits of a double, twice: a mean is divided to so many before it is rounded. */
    private static final MathContext DIVISION = new MathContext(34);

    private final boolean mean;
    private final ExactSum sum = new ExactSum();
    private long numbers;

    Sum(boolean mean) {
        this.mean = mean;
    }

    @Override
    public void number(double value, long events) {
        numbers += events;
        sum.add(value, events);
    }

    @Override
    public @Nullable Object result() {
        if (numbers == 0) return mean ? null : (Object) 0L;
        long whole = sum.whole();
        if (sum.isWhole() && Math.abs((double) whole) <= WHOLE_MAX) {
            return mean ? Cell.of(quotient(BigDecimal.valueOf(whole))) : (Object) whole;
        }
        double result = mean ? quotient(sum.exact()) : sum.value();
        // beyond what a double can say there is no number to show
        return Double.isFinite(result) ? Cell.of(result) : null;
    }

    private double quotient(BigDecimal total) {
        return total.divide(BigDecimal.valueOf(numbers), DIVISION).doubleValue();
    }
}
