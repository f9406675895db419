package io.tocsin.template;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One verb of {@code printf} and how it is dressed: {@code %-8.2f}. What does not fit a verb is said in the text, as in Go:
 * {@code %!d(string=x)}.
 *
 * @param flags any of {@code +-# 0}
 * @param width -1 for none
 * @param precision -1 for none
 */
record Verb(char verb, String flags, int width, int precision) {
    Verb(char verb) {
        this(verb, "", -1, -1);
    }

    void write(Object value, Page page, int depth) {
        if (verb == 'T') {
            page.add(padded(Values.type(value), false));
            return;
        }
        Optional<String> own = "vsqxX".indexOf(verb) >= 0 ? Printer.ownText(value) : Optional.empty();
        if (own.isPresent()) page.add(text(own.get()));
        else if (!Printer.parts(value, this, page, depth)) page.add(scalar(value));
    }

    private String scalar(Object value) {
        return switch (value) {
            case Nil nil -> verb == 'v' ? padded("<nil>", false) : "%!" + verb + "(<nil>)";
            case Boolean flag -> verb == 'v' || verb == 't' ? padded(flag.toString(), false) : misfit(value);
            case Long number -> integer(number, value);
            case Duration duration -> integer(Arguments.nanos(duration), value);
            case Double number -> real(number, value);
            default -> misfit(value);
        };
    }

    private String misfit(Object value) {
        return "%!" + verb + "(" + Values.type(value) + "=" + Printer.print(value) + ")";
    }

    private String text(String text) {
        return switch (verb) {
            case 'q' -> padded(Quotes.quote(cut(text)), false);
            case 'x' -> padded(hex(text), false);
            case 'X' -> padded(hex(text).toUpperCase(Locale.ROOT), false);
            default -> padded(cut(text), false);
        };
    }

    private String cut(String text) {
        if (precision < 0 || text.codePointCount(0, text.length()) <= precision) return text;
        return text.substring(0, text.offsetByCodePoints(0, precision));
    }

    private String hex(String text) {
        StringBuilder hex = new StringBuilder();
        byte[] bytes = Values.bytes(text);
        for (int i = 0; i < bytes.length && (precision < 0 || i < precision); i++) {
            if (i > 0 && has(' ')) hex.append(' ');
            hex.append(String.format(Locale.ROOT, "%02x", bytes[i]));
        }
        return hex.toString();
    }

    private String integer(long number, Object value) {
        return switch (verb) {
            case 'v', 'd' -> number(Long.toString(number));
            case 'x' -> number(Long.toString(number, 16));
            case 'X' -> number(Long.toString(number, 16).toUpperCase(Locale.ROOT));
            case 'o' -> number(Long.toString(number, 8));
            case 'b' -> number(Long.toString(number, 2));
            case 'c' -> padded(character(number), false);
            case 'q' -> padded("'" + character(number) + "'", false);
            case 'U' -> padded(String.format(Locale.ROOT, "U+%04X", number), false);
            default -> misfit(value);
        };
    }

    private static String character(long number) {
        boolean valid = number >= 0
                && number <= Character.MAX_CODE_POINT
                && !(number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE);
        return Character.toString(valid ? (int) number : 0xFFFD);
    }

    private String real(double number, Object value) {
        int digits = precision < 0 ? 6 : precision;
        return switch (verb) {
            case 'v', 'g' -> number(Floats.format(number, 'g', precision));
            case 'G' -> number(Floats.format(number, 'g', precision).toUpperCase(Locale.ROOT));
            case 'f', 'F' -> number(Floats.format(number, 'f', digits));
            case 'e' -> number(Floats.format(number, 'e', digits));
            case 'E' -> number(Floats.format(number, 'e', digits).toUpperCase(Locale.ROOT));
            default -> misfit(value);
        };
    }

    /** Puts the sign that the flags want in front. */
    private String number(String digits) {
        if (digits.startsWith("-")) return padded(digits, true);
        String sign = has('+') ? "+" : has(' ') ? " " : "";
        return padded(digits.startsWith("+") ? digits : sign + digits, true);
    }

    private String padded(String text, boolean number) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) return text;
        if (has('-')) return text + " ".repeat(missing);
        boolean zeros = has('0') && !text.endsWith("Inf") && !text.endsWith("NaN");
        if (!zeros) return " ".repeat(missing) + text;
        boolean signed = number && (text.startsWith("-") || text.startsWith("+") || text.startsWith(" "));
        return signed ? text.charAt(0) + "0".repeat(missing) + text.substring(1) : "0".repeat(missing) + text;
    }

    private boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }
}
