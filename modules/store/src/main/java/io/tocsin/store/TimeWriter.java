package io.tocsin.store;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;

/** Tries to write values as a {@link TimeColumn}. */
final class TimeWriter {
    /** Years whose nanoseconds fit into 64 bits from their first to their last. */
    private static final int FIRST_YEAR = 1678;

    private static final int LAST_YEAR = 2261;
    private static final int NONE = -1;

    private final ColumnSink sink;
    private final Integers integers;
    private long[] amounts = {};
    private long[] digits = {};
    private int dateKey = NONE;
    private long dateSeconds;
    private int fraction;

    /** Of the last values written. */
    private boolean written;

    private byte[] suffix = {};
    private long unit;

    TimeWriter(ColumnSink sink, Integers integers) {
        this.sink = sink;
        this.integers = integers;
    }

    boolean write(int encoding, Slices values) {
        written = false;
        int rows = values.size();
        int length = TimeColumn.SECONDS_LENGTH;
        if (values.length(0) < length || seconds(values.source(0), values.start(0)) == NONE) return false;
        if (amounts.length < rows) {
            amounts = new long[rows];
            digits = new long[rows];
        }
        byte[] first = values.source(0);
        int separator = first[values.start(0) + 10];
        int mark = 0;
        int suffixAt = values.start(0) + length + fractionLength(first, values.start(0) + length, values.end(0));
        int suffixLength = values.end(0) - suffixAt;
        int most = 0;
        int least = TimeColumn.MAX_DIGITS;
        for (int i = 0; i < rows; i++) {
            byte[] source = values.source(i);
            int start = values.start(i);
            int end = values.end(i);
            if (end - start < length || source[start + 10] != separator) return false;
            long second = seconds(source, start);
            int marked = fractionLength(source, start + length, end);
            int rest = start + length + marked;
            if (second == NONE || marked == 1 || marked > TimeColumn.MAX_DIGITS + 1) return false;
            if (!Arrays.equals(source, rest, end, first, suffixAt, suffixAt + suffixLength)) return false;
            if (marked > 0) {
                if (mark != 0 && source[start + length] != mark) return false;
                mark = source[start + length];
            }
            int shown = Math.max(0, marked - 1);
            digits[i] = shown;
            amounts[i] = second * NumberColumn.power(shown) + fraction;
            most = Math.max(most, shown);
            least = Math.min(least, shown);
        }
        for (int i = 0; i < rows && least < most; i++) amounts[i] *= NumberColumn.power(most - (int) digits[i]);
        BlockSink head = sink.head();
        head.octet(encoding);
        head.octet(separator);
        head.octet(mark);
        suffix = Arrays.copyOfRange(first, suffixAt, suffixAt + suffixLength);
        unit = NumberColumn.power(TimeColumn.MAX_DIGITS - most);
        written = true;
        head.bytes(suffix);
        head.number(most);
        head.octet(least < most ? 1 : 0);
        integers.write(amounts, rows);
        if (least < most) integers.write(digits, rows);
        return true;
    }

    /** Whether the last values written stand for these instants, as {@link TimeColumn#instants} will read them. */
    boolean areInstants(long[] instants, int rows) {
        long offset = written ? TimeColumn.offset(suffix) : Long.MIN_VALUE;
        if (offset == Long.MIN_VALUE) return false;
        for (int i = 0; i < rows; i++) {
            if (amounts[i] * unit - offset != instants[i]) return false;
        }
        return true;
    }

    /** Whether the first value reads as a time. */
    static boolean looksLikeTime(Slices values) {
        int at = values.start(0);
        return values.length(0) >= TimeColumn.SECONDS_LENGTH
                && values.source(0)[at + 4] == '-'
                && values.source(0)[at + 13] == ':';
    }

    /** How long the mark and the digits behind it are, 0 without; reads them as a number. */
    private int fractionLength(byte[] source, int from, int end) {
        fraction = 0;
        if (from == end || (source[from] != '.' && source[from] != ',')) return 0;
        int at = from + 1;
        while (at < end && at - from <= TimeColumn.MAX_DIGITS && isDigit(source[at])) {
            fraction = fraction * 10 + source[at++] - '0';
        }
        // A digit more than we keep would be lost in the suffix, which all must share: so it is kept there.
        return at - from;
    }

    /** Seconds since 1970 as the text says, or {@link #NONE}, which also stands for the second before 1970. */
    private long seconds(byte[] s, int at) {
        if (s[at + 4] != '-' || s[at + 7] != '-' || s[at + 13] != ':' || s[at + 16] != ':') return NONE;
        int year = two(s, at) * 100 + two(s, at + 2);
        int month = two(s, at + 5);
        int day = two(s, at + 8);
        int hour = two(s, at + 11);
        int minute = two(s, at + 14);
        int second = two(s, at + 17);
        if ((year | month | day | hour | minute | second) < 0) return NONE;
        if (hour > 23 || minute > 59 || second > 59) return NONE;
        int key = year << 10 | month << 5 | day;
        if (key != dateKey) {
            if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return NONE;
            if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) return NONE;
            dateSeconds = LocalDate.of(year, month, day).toEpochDay() * 86_400;
            dateKey = key;
        }
        int ofDay = hour * 3600 + minute * 60 + second;
        return dateSeconds + ofDay;
    }

    /** Two digits as a number; negative when they are none. */
    private static int two(byte[] s, int at) {
        return isDigit(s[at]) && isDigit(s[at + 1]) ? (s[at] - '0') * 10 + s[at + 1] - '0' : -10_000;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
