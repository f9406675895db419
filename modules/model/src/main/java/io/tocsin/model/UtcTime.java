package io.tocsin.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** ISO 8601 in UTC, written and read by hand: where alerts come by the thousand, formatters cost more than all else. */
public final class UtcTime {
    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS_END = "2026-11-20T12:00:00".length();
    private static final int LONGEST = "2026-11-20T12:00:00.123456789Z".length();

    private static final int AS_NEEDED = -1;

    private UtcTime() {}

    /** As {@link Instant#toString} writes it. */
    public static String text(Instant instant) {
        return write(instant, AS_NEEDED);
    }

    /**
     * With so many digits of the second's fraction.
     *
     * @param places 0 to 9; what is beyond is cut off. Years before 0 or after 9999 are written as by {@link Instant#toString}
     */
    public static String text(Instant instant, int places) {
        return write(instant, places);
    }

    private static String write(Instant instant, int wanted) {
        long second = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (second < YEAR_0 || second >= YEAR_10000) return instant.toString();
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
        int places = wanted == AS_NEEDED ? places(nanos) : wanted;
        char[] out = new char[SECONDS_END + (places == 0 ? 0 : 1 + places) + 1];
        digits(out, 0, 4, time.getYear(), '-');
        digits(out, 5, 2, time.getMonthValue(), '-');
        digits(out, 8, 2, time.getDayOfMonth(), 'T');
        digits(out, 11, 2, time.getHour(), ':');
        digits(out, 14, 2, time.getMinute(), ':');
        digits(out, 17, 2, time.getSecond(), places == 0 ? 'Z' : '.');
        if (places > 0) digits(out, SECONDS_END + 1, places, cut(nanos, places), 'Z');
        return new String(out);
    }

    private static int places(int nanos) {
        if (nanos == 0) return 0;
        return nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    }

    private static int cut(int nanos, int places) {
        int kept = nanos;
        for (int i = places; i < 9; i++) kept /= 10;
        return kept;
    }

    private static void digits(char[] out, int from, int count, int value, char behind) {
        int rest = value;
        for (int at = from + count - 1; at >= from; at--, rest /= 10) out[at] = (char) ('0' + rest % 10);
        out[from + count] = behind;
    }

    /** Reads the one spelling that programs use, {@code 2026-11-20T12:00:00[.123]Z}; null for every other. */
    public static @Nullable Instant plain(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || end >= LONGEST || text.charAt(end) != 'Z' || !hasMarks(text)) return null;
        int nanos = end == SECONDS_END ? 0 : fraction(text, end);
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if ((year | month | day | hour | minute | second | nanos) < 0) return null;
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static boolean hasMarks(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static int fraction(String text, int end) {
        if (text.charAt(SECONDS_END) != '.' || end == SECONDS_END + 1) return -1;
        int nanos = number(text, SECONDS_END + 1, end);
        for (int i = end - SECONDS_END - 1; i < 9 && nanos >= 0; i++) nanos *= 10;
        return nanos;
    }

    /** Minus one when something else than digits stands there. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }
}
