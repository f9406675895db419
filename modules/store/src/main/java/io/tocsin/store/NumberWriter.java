package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tries to write values as a {@link NumberColumn}. */
final class NumberWriter {
    private final ColumnSink sink;
    private final Integers integers;
    private long[] amounts = {};
    private long[] places = {};

    NumberWriter(ColumnSink sink, Integers integers) {
        this.sink = sink;
        this.integers = integers;
    }

    /**
     * Writes them if each comes back byte for byte.
     *
     * @param before length of the text that all begin with
     * @param after length of the text that all end with
     */
    boolean write(int encoding, Slices values, int before, int after) {
        int rows = values.size();
        if (amounts.length < rows) {
            amounts = new long[rows];
            places = new long[rows];
        }
        int most = 0;
        int least = NumberColumn.MAX_DIGITS;
        for (int i = 0; i < rows; i++) {
            if (!parse(values, i, before, after)) return false;
            most = Math.max(most, (int) places[i]);
            least = Math.min(least, (int) places[i]);
        }
        if (least != most && !scale(rows, most)) return false;
        byte[] source = values.source(0);
        BlockSink head = sink.head();
        head.octet(encoding);
        head.bytes(Arrays.copyOfRange(source, values.start(0), values.start(0) + before));
        head.bytes(Arrays.copyOfRange(source, values.end(0) - after, values.end(0)));
        head.number(most);
        head.octet(least != most ? 1 : 0);
        integers.write(amounts, rows);
        if (least != most) integers.write(places, rows);
        return true;
    }

    /** Whether it is a number without needless zeros, plus sign or exponent, and not a negative zero. */
    private boolean parse(Slices values, int index, int before, int after) {
        byte[] source = values.source(index);
        int at = values.start(index) + before;
        int end = values.end(index) - after;
        boolean negative = at < end && source[at] == '-';
        int first = negative ? at + 1 : at;
        // One byte more for the point.
        if (first >= end || end - first > NumberColumn.MAX_DIGITS + 1) return false;
        if (end - first == NumberColumn.MAX_DIGITS + 1 && source[first] != '0') {
            int dot = first;
            while (dot < end && source[dot] != '.') dot++;
            if (dot == end) return parseLongest(source, at, end, index);
        }
        long amount = 0;
        int point = -1;
        for (int i = first; i < end; i++) {
            byte c = source[i];
            if (c >= '0' && c <= '9') amount = amount * 10 + (c - '0');
            else if (c == '.' && point < 0) point = i;
            else return false;
        }
        int whole = (point < 0 ? end : point) - first;
        int shown = point < 0 ? 0 : end - point - 1;
        boolean canonical = whole >= 1 && (whole == 1 || source[first] != '0') && (point < 0 || shown > 0);
        if (!canonical || whole + shown > NumberColumn.MAX_DIGITS || (negative && amount == 0)) return false;
        amounts[index] = negative ? -amount : amount;
        places[index] = shown;
        return true;
    }

    /** Nineteen digits may still fit; HDFS names its blocks so. */
    private boolean parseLongest(byte[] source, int at, int end, int index) {
        try {
            String text = new String(source, at, end - at, StandardCharsets.ISO_8859_1);
            long amount = Long.parseLong(text);
            amounts[index] = amount;
            places[index] = 0;
            return text.equals(Long.toString(amount));
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    /** Puts all amounts in the unit of the one with the most places. */
    private boolean scale(int rows, int most) {
        for (int i = 0; i < rows; i++) {
            long power = NumberColumn.power(most - (int) places[i]);
            long scaled = amounts[i] * power;
            if (Math.multiplyHigh(amounts[i], power) != scaled >> 63 || scaled == Long.MIN_VALUE) return false;
            amounts[i] = scaled;
        }
        return true;
    }
}
