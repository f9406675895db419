package io.tocsin.server.alertmanager;

import io.tocsin.model.UtcTime;
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

    private static final int MILLISECONDS = 3;

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
        Instant usual = UtcTime.plain(text);
        if (usual != null) return usual;
        boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /** {@code 2026-11-20T12:00:00.000Z}: milliseconds always, cut off. */
    static String write(Instant instant) {
        return instant.getEpochSecond() < YEAR_1 ? instant.toString() : UtcTime.text(instant, MILLISECONDS);
    }
}
