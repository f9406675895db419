package io.tocsin.ingest;

/**
 * Reads the one spelling of a time that most loggers use, {@code 2026-11-20T19:59:58.123Z}, straight from its bytes; exactly as
 * {@link EventTime} reads it, which is left to read every other spelling.
 */
final class UtcTime {
    /** The text is spelled in another way, or names no time. */
    static final long OTHER = -1;

    private static final int LENGTH = "2026-11-20T19:59:58.123Z".length();
    private static final int FIRST_YEAR = 1970;
    private static final int LEAP_DAYS_BEFORE_1970 = 1969 / 4 - 1969 / 100 + 1969 / 400;
    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private UtcTime() {}

    /** Milliseconds since 1970, or {@link #OTHER}. */
    static long millis(byte[] bytes, int from, int end) {
        if (end - from != LENGTH || !isSeparated(bytes, from)) return OTHER;
        int century = two(bytes, from);
        int yearOfCentury = two(bytes, from + 2);
        int month = two(bytes, from + 5);
        int day = two(bytes, from + 8);
        int hour = two(bytes, from + 11);
        int minute = two(bytes, from + 14);
        int second = two(bytes, from + 17);
        int hundredths = two(bytes, from + 20);
        int last = bytes[from + 22] - '0';
        if ((century | yearOfCentury | month | day | hour | minute | second | hundredths | last) < 0 || last > 9) {
            return OTHER;
        }
        int year = century * 100 + yearOfCentury;
        if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > days(year, month)) return OTHER;
        // A leap second is left to EventTime.
        if (hour > 23 || minute > 59 || second > 59) return OTHER;
        return ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60_000L
                + second * 1_000L
                + hundredths * 10L
                + last;
    }

    private static boolean isSeparated(byte[] bytes, int from) {
        return bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && bytes[from + 10] == 'T'
                && bytes[from + 13] == ':'
                && bytes[from + 16] == ':'
                && bytes[from + 19] == '.'
                && bytes[from + 23] == 'Z';
    }

    /** A number of two digits, negative when they are none. */
    private static int two(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return (tens | ones) < 0 || tens > 9 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static int days(int year, int month) {
        int days = DAYS_BEFORE[month] - DAYS_BEFORE[month - 1];
        return month == 2 && isLeap(year) ? days + 1 : days;
    }

    private static long epochDay(int year, int month, int day) {
        int before = year - 1;
        int leapDays = before / 4 - before / 100 + before / 400 - LEAP_DAYS_BEFORE_1970;
        int leapDay = month > 2 && isLeap(year) ? 1 : 0;
        return (year - FIRST_YEAR) * 365L + leapDays + DAYS_BEFORE[month - 1] + leapDay + day - 1;
    }
}
