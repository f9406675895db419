package io.tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden hand-offs of daily rotations around clock changes, worked out by hand from the zones' published rules. */
class ClockChangeTest {
    /** Four hand-offs in a row of a daily rotation that starts on the given wall time. */
    @ParameterizedTest
    @CsvSource({
        // Forward at 02:00 on 29 March: a nine o'clock hand-off comes an hour sooner in UTC.
        "Europe/Berlin, 2026-03-27T09:00, 27T08:00:00Z 28T08:00:00Z 29T07:00:00Z 30T07:00:00Z",
        // 02:30 does not exist on the 29th: the first instant after it is 03:00 local, 01:00 UTC.
        "Europe/Berlin, 2026-03-27T02:30, 27T01:30:00Z 28T01:30:00Z 29T01:00:00Z 30T00:30:00Z",
        // 02:30 occurs twice on 25 October: the first one counts.
        "Europe/Berlin, 2026-10-23T02:30, 23T00:30:00Z 24T00:30:00Z 25T00:30:00Z 26T01:30:00Z",
        "Europe/Berlin, 2026-10-23T09:00, 23T07:00:00Z 24T07:00:00Z 25T08:00:00Z 26T08:00:00Z",
        // The gap starts at 01:00: the wall time 01:00 itself is already missing.
        "Europe/London, 2026-03-27T01:00, 27T01:00:00Z 28T01:00:00Z 29T01:00:00Z 30T00:00:00Z",
        "Europe/London, 2026-03-27T01:30, 27T01:30:00Z 28T01:30:00Z 29T01:00:00Z 30T00:30:00Z",
        "Europe/London, 2026-10-23T01:30, 23T00:30:00Z 24T00:30:00Z 25T00:30:00Z 26T01:30:00Z",
        "America/New_York, 2026-03-06T02:30, 06T07:30:00Z 07T07:30:00Z 08T07:00:00Z 09T06:30:00Z",
        "America/New_York, 2026-10-30T01:30, 30T05:30:00Z 31T05:30:00Z 01T05:30:00Z 02T06:30:00Z",
        // Lord Howe moves by half an hour only.
        "Australia/Lord_Howe, 2026-04-03T01:45, 02T14:45:00Z 03T14:45:00Z 04T14:45:00Z 05T15:15:00Z",
        "Australia/Lord_Howe, 2026-10-02T02:15, 01T15:45:00Z 02T15:45:00Z 03T15:30:00Z 04T15:15:00Z",
    })
    void aDailyHandOffKeepsItsWallTime(String zone, String start, String handOffs) {
        Schedule schedule = daily(zone, start);

        assertThat(schedule.shifts(first(zone, start), first(zone, start).plusSeconds(4 * 86_400 - 7_200)))
                .extracting(shift -> shift.from().toString().substring(8))
                .containsExactly(handOffs.split(" "));
    }

    /** Apia went from the end of 29 December 2011 (UTC-10) to the start of the 31st (UTC+14): nobody serves the 30th. */
    @ParameterizedTest
    @CsvSource({
        "2011-12-28T09:00, anna 28T19:00:00Z, bob 29T19:00:00Z, carol 30T10:00:00Z, dave 30T19:00:00Z",
        "2011-12-28T00:00, anna 28T10:00:00Z, bob 29T10:00:00Z, dave 30T10:00:00Z, anna 31T10:00:00Z",
    })
    void aSkippedDayHasNoTurnOfItsOwn(String start, String a, String b, String c, String d) {
        Schedule schedule = daily("Pacific/Apia", start);
        Instant from = first("Pacific/Apia", start);

        assertThat(schedule.shifts(from, from.plusSeconds(4 * 86_400 - 7_200)).subList(0, 4))
                .extracting(shift ->
                        shift.users().getFirst() + " " + shift.from().toString().substring(8))
                .containsExactly(a, b, c, d);
    }

    private static Schedule daily(String zone, String start) {
        Layer layer = new Layer(List.of("anna", "bob", "carol", "dave"), LocalDateTime.parse(start), Period.ofDays(1));
        return new Schedule("daily", ZoneId.of(zone), List.of(layer), List.of());
    }

    private static Instant first(String zone, String start) {
        return LocalDateTime.parse(start).atZone(ZoneId.of(zone)).toInstant();
    }
}
