package io.tocsin.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The numbers of the reference, each from all values at once. */
final class SettledValues {
    private static final MathContext DIGITS = new MathContext(34);

    private SettledValues() {}

    static BigDecimal sum(double... numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double number : numbers) sum = sum.add(new BigDecimal(number));
        return sum;
    }

    static double mean(double... numbers) {
        return sum(numbers).divide(BigDecimal.valueOf(numbers.length), DIGITS).doubleValue();
    }

    static double deviation(double... numbers) {
        BigDecimal count = BigDecimal.valueOf(numbers.length);
        BigDecimal sum = sum(numbers);
        BigDecimal squares = BigDecimal.ZERO;
        for (double number : numbers) squares = squares.add(new BigDecimal(number).pow(2));
        BigDecimal spread = squares.multiply(count).subtract(sum.pow(2));
        return Math.sqrt(spread.divide(count.pow(2), DIGITS).doubleValue());
    }

    /** The nearest rank, and of it the lower end of its 128th part of a power of two. */
    static double percentile(double[] sorted, double rank) {
        BigDecimal exact = BigDecimal.valueOf(rank).multiply(BigDecimal.valueOf(sorted.length));
        int at = exact.divide(BigDecimal.valueOf(100))
                .setScale(0, RoundingMode.CEILING)
                .intValue();
        double value = sorted[Math.max(1, at) - 1];
        if (Math.abs(value) < 0x1p-30) return 0;
        double size = Math.min(Math.abs(value), 0x1p50);
        double step = Math.scalb(1.0, Math.getExponent(size) - 7);
        return Math.copySign(Math.floor(size / step) * step, value);
    }
}
