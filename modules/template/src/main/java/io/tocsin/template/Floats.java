package io.tocsin.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating-point numbers as Go prints them. */
final class Floats {
    /** As many digits as it takes to read the same number again. */
    static final int SHORTEST = -1;

    /** With the shortest digits, exponents from here on are written as such. */
    private static final int SHORTEST_EXPONENT = 6;

    private static final int SMALLEST_EXPONENT = -4;

    private Floats() {}

    /**
     * The number in one of the forms {@code e}, {@code f} and {@code g}.
     *
     * @param precision decimals; for {@code g}, digits in all
     */
    static String format(double value, char form, int precision) {
        if (Double.isNaN(value)) return "NaN";
        if (Double.isInfinite(value)) return value > 0 ? "+Inf" : "-Inf";
        boolean negative = value < 0 || 1 / value < 0;
        double size = Math.abs(value);
        BigDecimal exact = precision == SHORTEST ? new BigDecimal(Double.toString(size)) : new BigDecimal(size);
        String text = switch (form) {
            case 'e' -> exponential(exact, precision);
            case 'f' -> fixed(exact, precision);
            default -> general(exact, precision);
        };
        return negative ? "-" + text : text;
    }

    private static String fixed(BigDecimal value, int precision) {
        if (precision != SHORTEST)
            return value.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.setScale(Math.max(0, stripped.scale())).toPlainString();
    }

    private static String exponential(BigDecimal value, int precision) {
        if (value.signum() == 0) return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
        BigDecimal rounded = precision == SHORTEST
                ? value.stripTrailingZeros()
                : value.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        if (precision != SHORTEST && digits.length() < precision + 1)
            digits += "0".repeat(precision + 1 - digits.length());
        String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static String general(BigDecimal value, int precision) {
        if (value.signum() == 0) return "0";
        int wanted = precision == 0 ? 1 : precision;
        BigDecimal rounded = (precision == SHORTEST
                        ? value
                        : value.round(new MathContext(wanted, RoundingMode.HALF_EVEN)))
                .stripTrailingZeros();
        BigInteger digits = rounded.unscaledValue();
        int exponent = digits.toString().length() - 1 - rounded.scale();
        int limit = precision == SHORTEST ? SHORTEST_EXPONENT : wanted;
        return exponent < SMALLEST_EXPONENT || exponent >= limit
                ? exponential(rounded, SHORTEST)
                : fixed(rounded, SHORTEST);
    }
}
