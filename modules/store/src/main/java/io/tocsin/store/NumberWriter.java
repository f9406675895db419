package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tries to write values as a {@link NumberColumn}. */
final class NumberWriter {
    private final ColumnSink sink;
    private final Integers integers;
    private long[] amounts = {};
    private long[] places = {};
    private long[] work = {};

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
    boolean write(int encoding, Rows rows, int before, int after) {
        Slices values = rows.values();
        int different = values.size();
        if (amounts.length < rows.size()) {
            amounts = new long[rows.size()];
            places = new long[rows.size()];
            work = new long[rows.size()];
        }
        int most = 0;
        int least = NumberColumn.MAX_DIGITS;
        for (int i = 0; i < different; i++) {
            if (!parse(values, i, before, after)) return false;
            most = Math.max(most, (int) places[i]);
            least = Math.min(least, (int) places[i]);
        }
        if (least != most && !scale(different, most)) return false;
        byte[] source = values.bytes();
        BlockSink head = sink.head();
        head.octet(encoding);
        head.bytes(Arrays.copyOfRange(source, values.start(0), values.start(0) + before));
        head.bytes(Arrays.copyOfRange(source, values.end(0) - after, values.end(0)));
        head.number(most);
        head.octet(least != most ? 1 : 0);
        integers.write(rows.spread(amounts, work), rows.size());
        if (least != most) integers.write(rows.spread(places, work), rows.size());
        return true;
    }

    /** Whether the last value is of digits, with one point perhaps. */
    static boolean looksLikeNumber(Slices values) {
        int last = values.size() - 1;
        byte[] source = values.bytes();
        int points = 0;
        for (int at = values.start(last); at < values.end(last); at++) {
            if (source[at] == '.') points++;
            else if (source[at] != '-' && (source[at] < '0' || source[at] > '9')) return false;
        }
        return points <= 1;
    }

    /** Whether it is a number without needless zeros, plus sign or exponent, and not a negative zero. */
    private boolean parse(Slices values, int index, int before, int after) {
        byte[] source = values.bytes();
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
    private boolean scale(int count, int most) {
        for (int i = 0; i < count; i++) {
            long power = NumberColumn.power(most - (int) places[i]);
            long scaled = amounts[i] * power;
            if (Math.multiplyHigh(amounts[i], power) != scaled >> 63 || scaled == Long.MIN_VALUE) return false;
            amounts[i] = scaled;
        }
        return true;
    }
}
