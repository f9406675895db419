package io.tocsin.server.alertmanager;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as Alertmanager's API writes and reads them. */
final class ApiTime {
    /** Go's zero time, which some clients send for "not set". */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final long YEAR_1 = GO_ZERO.getEpochSecond();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private ApiTime() {}

    /**
     * Reads RFC 3339, with or without an offset (UTC without), with a space for the T.
     *
     * @return null for "not set": the empty text and Go's zero time
     * @throws DateTimeException when it is no time
     */
    static @Nullable Instant read(String text) {
        if (text.isEmpty()) return null;
        Instant instant = instant(text.indexOf(' ') == 10 ? text.replace(' ', 'T') : text);
        return instant.equals(GO_ZERO) ? null : instant;
    }

    private static Instant instant(String text) {
        boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** {@code 2026-11-20T12:00:00.000Z}: milliseconds always, cut off. By hand: a page of alerts has thousands. */
    static String write(Instant instant) {
        if (instant.getEpochSecond() < YEAR_1 || instant.getEpochSecond() >= YEAR_10000) return instant.toString();
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        char[] out = "0000-00-00T00:00:00.000Z".toCharArray();
        digits(out, 3, time.getYear());
        digits(out, 6, time.getMonthValue());
        digits(out, 9, time.getDayOfMonth());
        digits(out, 12, time.getHour());
        digits(out, 15, time.getMinute());
        digits(out, 18, time.getSecond());
        digits(out, 22, time.getNano() / 1_000_000);
        return new String(out);
    }

    private static void digits(char[] out, int last, int value) {
        int at = last;
        for (int rest = value; rest > 0; rest /= 10) out[at--] = (char) ('0' + rest % 10);
    }
}
