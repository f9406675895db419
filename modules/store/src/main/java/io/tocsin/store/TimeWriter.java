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
    private static final int SECONDS = TimeColumn.SECONDS_LENGTH;
    private static final int SEPARATOR_AT = 10;

    private final ColumnSink sink;
    private final Integers integers;
    private long[] amounts = {};
    private long[] digits = {};
    private long[] work = {};
    private int dateKey = NONE;
    private long dateSeconds;
    private int fraction;

    /** Of the last values written. */
    private boolean written;

    private byte separator;
    private byte mark;
    private byte[] suffix = {};
    private long unit;

    TimeWriter(ColumnSink sink, Integers integers) {
        this.sink = sink;
        this.integers = integers;
    }

    boolean write(int encoding, Rows rows) {
        Slices values = rows.values();
        written = false;
        if (!looksLikeTime(values)) return false;
        int different = values.size();
        if (amounts.length < rows.size()) {
            amounts = new long[rows.size()];
            digits = new long[rows.size()];
            work = new long[rows.size()];
        }
        separator = values.bytes()[values.start(0) + SEPARATOR_AT];
        mark = 0;
        int suffixAt = values.start(0) + SECONDS;
        suffixAt += fractionLength(values.bytes(), suffixAt, values.end(0));
        suffix = Arrays.copyOfRange(values.bytes(), suffixAt, values.end(0));
        int most = 0;
        int least = TimeColumn.MAX_DIGITS;
        for (int i = 0; i < different; i++) {
            if (!parse(values, i)) return false;
            most = Math.max(most, (int) digits[i]);
            least = Math.min(least, (int) digits[i]);
        }
        for (int i = 0; i < different && least < most; i++) {
            amounts[i] *= NumberColumn.power(most - (int) digits[i]);
        }
        unit = NumberColumn.power(TimeColumn.MAX_DIGITS - most);
        BlockSink head = sink.head();
        head.octet(encoding);
        head.octet(separator);
        head.octet(mark);
        head.bytes(suffix);
        head.number(most);
        head.octet(least < most ? 1 : 0);
        if (least < most) writeMixed(rows);
        else integers.write(spread(rows), rows.size());
        written = true;
        return true;
    }

    private void writeMixed(Rows rows) {
        integers.write(spread(rows), rows.size());
        integers.write(rows.spread(digits, work), rows.size());
    }

    /** The amounts of all rows, from now on. */
    private long[] spread(Rows rows) {
        long[] all = rows.spread(amounts, work);
        if (all == work) {
            work = amounts;
            amounts = all;
        }
        return all;
    }

    private boolean parse(Slices values, int index) {
        byte[] source = values.bytes();
        int start = values.start(index);
        int end = values.end(index);
        if (end - start < SECONDS || source[start + SEPARATOR_AT] != separator) return false;
        long second = seconds(source, start);
        int marked = fractionLength(source, start + SECONDS, end);
        if (second == NONE || marked == 1) return false;
        if (!Arrays.equals(source, start + SECONDS + marked, end, suffix, 0, suffix.length)) return false;
        if (marked > 0) {
            if (mark != 0 && source[start + SECONDS] != mark) return false;
            mark = source[start + SECONDS];
        }
        int shown = Math.max(0, marked - 1);
        digits[index] = shown;
        amounts[index] = second * NumberColumn.power(shown) + fraction;
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
                && values.bytes()[at + 4] == '-'
                && values.bytes()[at + 13] == ':';
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
