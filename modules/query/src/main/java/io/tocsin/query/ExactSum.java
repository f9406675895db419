package io.tocsin.query;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum of finite numbers that is exact, and rounded only when it is read: so neither the order of the numbers nor what was added
 * and taken away again in between can change it. Whole numbers, by far the most frequent ones, go into a long. All others go into
 * a short list of doubles that do not overlap and together are the exact sum: J. R. Shewchuk, "Adaptive Precision Floating-Point
 * Arithmetic", 1997, as in Python's {@code fsum}. Numbers so large that their sum could overflow are scaled down, exactly, into a
 * list of their own. Not for several threads.
 */
public final class ExactSum {
    private static final double WHOLE_FACTOR_MAX = 0x1p52;

    /** From here on numbers are scaled: times any number of events and added up, smaller ones stay below 2^1000. */
    private static final double LARGE = 0x1p800;

    private static final double SCALE = 0x1p-300;
    private static final int HALF = 32;
    private static final double[] NONE = {};

    private long whole;
    private double[] parts = NONE;
    private double[] largeParts = NONE;

    /** A sum of nothing, which is zero. */
    public ExactSum() {}

    /** Adds a finite number so many times; a negative number of times takes it away. */
    public void add(double value, long times) {
        if (value == Math.rint(value) && Math.abs(value) <= WHOLE_FACTOR_MAX) {
            long product = ((long) value) * times;
            long sum = whole + product;
            boolean fits = Math.multiplyHigh((long) value, times) == product >> 63;
            if (fits && ((whole ^ sum) & (product ^ sum)) >= 0) {
                whole = sum;
                return;
            }
        }
        if (Math.abs(value) < LARGE) parts = times(parts, value, times);
        else largeParts = times(largeParts, value * SCALE, times);
    }

    /** Adds all that was added to the other one. */
    public void add(ExactSum other) {
        merge(other, 1);
    }

    /** Takes away all that was added to the other one, leaving no trace of it. */
    public void subtract(ExactSum other) {
        merge(other, -1);
    }

    private void merge(ExactSum other, int sign) {
        long sum = whole + sign * other.whole;
        boolean fits = other.whole != Long.MIN_VALUE && ((whole ^ sum) & (sign * other.whole ^ sum)) >= 0;
        if (fits) {
            whole = sum;
        } else {
            parts = plus(parts, sign * (double) (other.whole >> HALF) * 0x1p32);
            parts = plus(parts, sign * (double) (other.whole & 0xFFFF_FFFFL));
        }
        for (double part : other.parts) parts = plus(parts, sign * part);
        for (double part : other.largeParts) largeParts = plus(largeParts, sign * part);
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

    /** Whether it is a whole number of which {@link #whole} is the exact value. */
    public boolean isWhole() {
        return parts.length == 0 && largeParts.length == 0;
    }

    /** The part of the sum that came as whole numbers. */
    public long whole() {
        return whole;
    }

    /** The doubles that together with {@link #whole} are the sum, for {@link #of}; a copy. */
    public double[] parts() {
        return parts.clone();
    }

    /**
     * A sum from what {@link #whole} and {@link #parts} gave, for numbers below 2^800.
     *
     * @throws IllegalArgumentException when a part is not finite
     */
    public static ExactSum of(long whole, double... parts) {
        ExactSum sum = new ExactSum();
        sum.whole = whole;
        for (double part : parts) {
            if (!Double.isFinite(part)) throw new IllegalArgumentException("cannot add " + part + " to a sum");
            sum.parts = plus(sum.parts, part);
        }
        return sum;
    }

    /** The sum without any rounding. */
    public BigDecimal exact() {
        BigDecimal large = BigDecimal.ZERO;
        for (double part : largeParts) large = large.add(new BigDecimal(part));
        BigDecimal sum = large.multiply(new BigDecimal(1 / SCALE)).add(BigDecimal.valueOf(whole));
        for (double part : parts) sum = sum.add(new BigDecimal(part));
        return sum;
    }

    /** The double that is nearest to the sum; infinite beyond what doubles can say. */
    public double value() {
        if (isWhole()) return (double) whole;
        if (whole == 0 && parts.length == 1 && largeParts.length == 0) return parts[0];
        return exact().doubleValue();
    }
}
