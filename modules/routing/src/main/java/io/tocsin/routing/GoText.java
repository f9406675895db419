package io.tocsin.routing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Texts as Go writes and reads them (strconv.Quote and strconv.Unquote), because group keys and matchers are made of them and
 * must stay byte-equal.
 */
final class GoText {
    private static final String HEX = "0123456789abcdef";

    private GoText() {}

    /** The shorter escaping of OpenMetrics: backslash, quote and line feed only. */
    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    /** Go's {@code %q}. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"', '\\' -> quoted.append('\\').append((char) c);
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0x0b -> quoted.append("\\v");
            default -> {
                if (printable(c)) quoted.appendCodePoint(c);
                else appendHex(quoted, c);
            }
        }
    }

    private static void appendHex(StringBuilder quoted, int c) {
        if (c < ' ' || c == 0x7f) hex(quoted.append("\\x"), c, 2);
        else if (c < 0x10000) hex(quoted.append("\\u"), c, 4);
        else hex(quoted.append("\\U"), c, 8);
    }

    private static void hex(StringBuilder quoted, int c, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) quoted.append(HEX.charAt((c >> shift) & 0xf));
    }

    /** unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    private static boolean printable(int c) {
        if (c == ' ') return true;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * Reads the inside of a double-quoted Go string.
     *
     * @throws IllegalArgumentException for an escape that Go does not know, or bytes that are no UTF-8
     */
    static String unquote(String inside) {
        if (inside.indexOf('\n') >= 0) throw bad(inside, "a line feed must be written \\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(inside.length());
        for (int i = 0; i < inside.length(); )
            i = inside.charAt(i) == '\\' ? escaped(inside, i + 1, bytes) : plain(inside, i, bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad(inside, "not UTF-8");
        }
    }

    private static int plain(String inside, int at, ByteArrayOutputStream bytes) {
        int c = inside.codePointAt(at);
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        return at + Character.charCount(c);
    }

    /** Reads what follows a backslash; gives the position after it. */
    private static int escaped(String inside, int at, ByteArrayOutputStream bytes) {
        if (at >= inside.length()) throw bad(inside, "ends in a backslash");
        char c = inside.charAt(at);
        int simple = "abfnrtv\\\"".indexOf(c);
        if (simple >= 0) {
            bytes.write("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
            return at + 1;
        }
        return switch (c) {
            case 'x' -> number(inside, at + 1, 2, 16, true, bytes);
            case 'u' -> number(inside, at + 1, 4, 16, false, bytes);
            case 'U' -> number(inside, at + 1, 8, 16, false, bytes);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(inside, at, 3, 8, true, bytes);
            default -> throw bad(inside, "unknown escape '\\" + c + "'");
        };
    }

    private static int number(
            String inside, int at, int digits, int radix, boolean isByte, ByteArrayOutputStream bytes) {
        if (at + digits > inside.length()) throw bad(inside, "an escape is cut off");
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Character.digit(inside.charAt(i), radix);
            if (digit < 0 || inside.charAt(i) > 0x7f) throw bad(inside, "an escape needs " + digits + " digits");
            value = value * radix + digit;
        }
        if (isByte ? value > 0xff : value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
            throw bad(inside, "an escape is out of range");
        if (isByte) bytes.write((int) value);
        else bytes.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
        return at + digits;
    }

    private static IllegalArgumentException bad(String inside, String cause) {
        return new IllegalArgumentException("cannot read \"" + inside + "\": " + cause);
    }
}
