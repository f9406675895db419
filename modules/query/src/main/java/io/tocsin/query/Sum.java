package io.tocsin.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sum, or a mean, that is rounded once, at the end: so the order of numbers cannot change it. Whole numbers, by far the most
 * frequent ones, go into a long. All others go into a short list of doubles that do not overlap and together are the exact
 * sum: J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997, as in Python's {@code fsum}. Numbers so large
 * that their sum could overflow are scaled down, exactly, into a list of their own.
 */
final class Sum implements Cell {
    /** The digits of a double, twice: a mean is divided to so many before it is rounded. */
    private static final MathContext DIVISION = new MathContext(34);

    private static final double WHOLE_FACTOR_MAX = 0x1p52;

    /** From here on numbers are scaled: times any number of events and added up, smaller ones stay below 2^1000. */
    private static final double LARGE = 0x1p800;

    private static final double SCALE = 0x1p-300;

    private final boolean mean;
    private long numbers;
    private long whole;
    private double[] parts = {};
    private double[] largeParts = {};

    Sum(boolean mean) {
        this.mean = mean;
    }

    @Override
    public void number(double value, long events) {
        numbers += events;
        if (value == Math.rint(value) && Math.abs(value) <= WHOLE_FACTOR_MAX) {
            long product = ((long) value) * events;
            long sum = whole + product;
            boolean fits = Math.multiplyHigh((long) value, events) == product >> 63;
            if (fits && ((whole ^ sum) & (product ^ sum)) >= 0) {
                whole = sum;
                return;
            }
        }
        if (Math.abs(value) < LARGE) parts = times(parts, value, events);
        else largeParts = times(largeParts, value * SCALE, events);
    }

    /** The product has at most twice the digits of a double: it is two of them. A long may be two as well. */
    private static double[] times(double[] parts, double value, long events) {
        double high = (double) events;
        long low = events - (long) high;
        double[] sum = product(parts, value, high);
        return low == 0 ? sum : product(sum, value, (double) low);
    }

    private static double[] product(double[] parts, double value, double factor) {
        double product = value * factor;
        double rest = Math.fma(value, factor, -product);
        double[] sum = plus(parts, product);
        return rest == 0 ? sum : plus(sum, rest);
    }

    private static double[] plus(double[] parts, double value) {
        double x = value;
        int used = 0;
        for (int i = 0; i < parts.length; i++) {
            double y = parts[i];
            double sum = x + y;
            double back = sum - x;
            double rest = (x - (sum - back)) + (y - back);
            if (rest != 0) parts[used++] = rest;
            x = sum;
        }
        if (x == 0) return used == parts.length ? parts : Arrays.copyOf(parts, used);
        double[] result = used + 1 == parts.length ? parts : Arrays.copyOf(parts, used + 1);
        result[used] = x;
        return result;
    }

    @Override
    public @Nullable Object result() {
        if (numbers == 0) return mean ? null : (Object) 0L;
        if (parts.length == 0 && largeParts.length == 0 && Math.abs((double) whole) <= WHOLE_MAX) {
            return mean ? Cell.of(quotient(BigDecimal.valueOf(whole))) : (Object) whole;
        }
        BigDecimal sum = exact();
        double result = mean ? quotient(sum) : sum.doubleValue();
        // beyond what a double can say there is no number to show
        return Double.isFinite(result) ? Cell.of(result) : null;
    }

    private double quotient(BigDecimal sum) {
        return sum.divide(BigDecimal.valueOf(numbers), DIVISION).doubleValue();
    }

    private BigDecimal exact() {
        BigDecimal large = BigDecimal.ZERO;
        for (double part : largeParts) large = large.add(new BigDecimal(part));
        BigDecimal sum = large.multiply(new BigDecimal(1 / SCALE)).add(BigDecimal.valueOf(whole));
        for (double part : parts) sum = sum.add(new BigDecimal(part));
        return sum;
    }
}
