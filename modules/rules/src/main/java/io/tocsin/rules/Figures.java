package io.tocsin.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Measured numbers as people read them. */
final class Figures {
    private static final int DECIMALS = 3;

    /** Beyond this, digits say less than the power of ten. */
    private static final double PLAIN_MAX = 1e15;

    private Figures() {}

    /** {@code 1234.568}, {@code 12}, {@code 0.000123}: at most three decimals, or three digits of what is below one. */
    static String plain(double value) {
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "-∞";
        if (Double.isNaN(value)) return "none";
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = Math.abs(value) < 1
                ? exact.round(new MathContext(DECIMALS, RoundingMode.HALF_EVEN))
                : exact.setScale(DECIMALS, RoundingMode.HALF_EVEN);
        if (rounded.signum() == 0) return "0";
        BigDecimal stripped = rounded.stripTrailingZeros();
        return Math.abs(value) < PLAIN_MAX
                ? stripped.toPlainString()
                : stripped.round(new MathContext(6)).toString();
    }

    /** {@code 8.1}: one decimal, for factors and deviations. */
    static String short1(double value) {
        return Double.isInfinite(value) ? plain(value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
