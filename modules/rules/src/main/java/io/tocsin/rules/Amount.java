package io.tocsin.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A sum of numbers that are not negative. Each number is rounded to a millionth and added as whole numbers are, so the sum
 * is the same in whatever order they come; a sum of doubles would not be.
 */
final class Amount {
    /** A greater number counts as this one. Beyond it doubles have no decimals, and no log measures more of anything. */
    static final double EACH_MAX = 1e15;

    static final int MICROS = 1_000_000;

    private long whole;
    private int micros;

    /** Begins again. */
    void clear() {
        whole = 0;
        micros = 0;
    }

    /** Adds what {@link #wholeOf} and {@link #microsOf} say of a number. What no long can hold is the greatest long. */
    void add(long moreWhole, int moreMicros) {
        micros += moreMicros;
        int carry = micros / MICROS;
        micros -= carry * MICROS;
        whole += moreWhole + carry;
        if (whole < 0) whole = Long.MAX_VALUE;
    }

    long whole() {
        return whole;
    }

    int micros() {
        return micros;
    }

    double value() {
        return whole + (double) micros / MICROS;
    }

    /** All digits, and no more. */
    String text() {
        BigDecimal exact = BigDecimal.valueOf(whole).add(BigDecimal.valueOf(micros, 6));
        return exact.stripTrailingZeros().toPlainString();
    }

    /** The whole part of a number of at least 0, after rounding. */
    static long wholeOf(double number) {
        return (long) rounded(number) + (Math.rint(rest(number) * MICROS) >= MICROS ? 1 : 0);
    }

    /** The millionths of a number of at least 0 besides its whole part. */
    static int microsOf(double number) {
        return (int) Math.rint(rest(number) * MICROS) % MICROS;
    }

    private static double rounded(double number) {
        return Math.floor(Math.min(number, EACH_MAX));
    }

    private static double rest(double number) {
        return Math.min(number, EACH_MAX) - rounded(number);
    }

    /** A number as people read it: no exponent, at most six decimals. */
    static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) return Double.toString(number);
        BigDecimal exact = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN);
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
