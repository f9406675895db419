package io.tocsin.template;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads literals as Go writes them; what is none is refused. */
final class Literals {
    private static final String SINGLE = "abfnrtv\\\"'";
    private static final String SINGLE_MEANS = "\u0007\b\f\n\r\t\u000b\\\"'";

    private Literals() {}

    /** An integer, or a floating-point number where a point or an exponent asks for one. */
    static Object number(String written) {
        String digits = written.replace("_", "");
        try {
            boolean negative = digits.startsWith("-");
            String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
            int radix = radix(unsigned);
            boolean fraction = radix == 16 ? has(unsigned, ".pP") : radix == 10 && has(unsigned, ".eE");
            if (fraction) return real(digits, unsigned);
            String whole = radix == 10 ? unsigned : unsigned.substring(isPrefixed(unsigned) ? 2 : 1);
            if (whole.startsWith("+") || whole.startsWith("-")) throw new NumberFormatException();
            BigInteger value = new BigInteger(whole, radix);
            return (negative ? value.negate() : value).longValueExact();
        } catch (ArithmeticException e) {
            throw new Refusal("cannot use " + written + ": integers have 64 bits");
        } catch (NumberFormatException e) {
            throw new Refusal("cannot read " + written + " as a number");
        }
    }

    private static Object real(String digits, String unsigned) {
        char last = Character.toLowerCase(unsigned.charAt(unsigned.length() - 1));
        if (!isPrefixed(unsigned) && (last == 'd' || last == 'f')) throw new NumberFormatException();
        return Double.parseDouble(digits);
    }

    private static int radix(String unsigned) {
        if (unsigned.length() < 2 || unsigned.charAt(0) != '0') return 10;
        return switch (Character.toLowerCase(unsigned.charAt(1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> has(unsigned, ".eE") ? 10 : 8;
        };
    }

    private static boolean isPrefixed(String unsigned) {
        return unsigned.length() > 1 && unsigned.charAt(0) == '0' && Character.isLetter(unsigned.charAt(1));
    }

    private static boolean has(String text, String any) {
        return text.chars().anyMatch(c -> any.indexOf(c) >= 0);
    }

    /** The number of a character in single quotes. */
    static Object character(String quoted) {
        String value = string(quoted);
        if (value.codePointCount(0, value.length()) != 1)
            throw new Refusal("cannot read " + quoted + " as one character: write texts in double quotes");
        return (long) value.codePointAt(0);
    }

    /** A text in quotes of any kind. */
    static String string(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        if (quoted.charAt(0) == '`') return inner.replace("\r", "");
        if (inner.indexOf('\\') < 0) return inner;
        // Escapes can write single bytes of a character.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < inner.length(); ) i = piece(inner, i, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int piece(String inner, int at, ByteArrayOutputStream bytes) {
        int c = inner.codePointAt(at);
        if (c != '\\') {
            put(c, bytes);
            return at + Character.charCount(c);
        }
        char escape = inner.charAt(at + 1);
        int single = SINGLE.indexOf(escape);
        if (single >= 0) {
            bytes.write(SINGLE_MEANS.charAt(single));
            return at + 2;
        }
        return switch (escape) {
            case 'x' -> code(inner, at + 2, 2, 16, true, bytes);
            case 'u' -> code(inner, at + 2, 4, 16, false, bytes);
            case 'U' -> code(inner, at + 2, 8, 16, false, bytes);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> code(inner, at + 1, 3, 8, true, bytes);
            default -> throw new Refusal("cannot read the escape \\" + escape + ": write \\\\ for a backslash");
        };
    }

    private static int code(String inner, int at, int digits, int radix, boolean asByte, ByteArrayOutputStream bytes) {
        int end = Math.min(at + digits, inner.length());
        String code = inner.substring(at, end);
        boolean complete = code.length() == digits && code.chars().allMatch(c -> Character.digit(c, radix) >= 0);
        long value = complete ? Long.parseLong(code, radix) : -1;
        if (value < 0 || value > (asByte ? 0xFF : Character.MAX_CODE_POINT) || (!asByte && isSurrogate(value)))
            throw new Refusal("cannot read the escape before '" + inner.substring(at) + "'");
        if (asByte) bytes.write((int) value);
        else put((int) value, bytes);
        return end;
    }

    private static boolean isSurrogate(long value) {
        return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    }

    private static void put(int codePoint, ByteArrayOutputStream bytes) {
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }
}
