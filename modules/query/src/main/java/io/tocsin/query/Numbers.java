package io.tocsin.query;

import java.util.OptionalDouble;

/**
 * Which values are numbers: decimal ones, as {@code -12}, {@code 0.5}, {@code .5} or {@code 1e3}, in ASCII digits. Not hex, not
 * {@code NaN} or {@code Infinity}, not what would overflow to it, and no spaces or units. The index shares this rule.
 */
public final class Numbers {
    /** A double has at most 309 digits before its point; anything longer is an identifier, and dear to read. */
    static final int MAX_LENGTH = 400;

    /** So many decimal digits always fit a double without rounding. */
    private static final int EXACT_DIGITS = 15;

    private Numbers() {}

    /** The number that the text is, or empty. Minus zero reads as zero, so that both are equal everywhere. */
    public static OptionalDouble of(String text) {
        double number = orNaN(text);
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** The same without an object: NaN stands for text that is no number. */
    static double orNaN(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) return Double.NaN;
        int at = sign(text, 0);
        int whole = digits(text, at);
        int end = whole;
        if (end < length && text.charAt(end) == '.') end = digits(text, end + 1);
        if (whole == at && end <= whole + 1) return Double.NaN;
        if (end == whole && whole == length && whole - at <= EXACT_DIGITS) return small(text, at);
        if (end < length && (text.charAt(end) | 0x20) == 'e') {
            int exponent = sign(text, end + 1);
            end = digits(text, exponent);
            if (end == exponent) return Double.NaN;
        }
        return end == length ? finite(Double.parseDouble(text)) : Double.NaN;
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at;
    }

    /** Whole numbers are by far the most frequent ones, and need no general reader. */
    private static double small(String text, int from) {
        long number = 0;
        for (int i = from; i < text.length(); i++) number = number * 10 + (text.charAt(i) - '0');
        return text.charAt(0) == '-' ? 0.0 - number : number;
    }

    private static double finite(double number) {
        if (Double.isInfinite(number)) return Double.NaN;
        return number == 0 ? 0.0 : number;
    }
}
