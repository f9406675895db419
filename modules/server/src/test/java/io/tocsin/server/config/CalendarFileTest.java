package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.oncall.Absence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarFileTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Map<String, Person> PEOPLE = Map.of(
            "anna", new Person("anna", "Anna Adler", Map.of("email", "anna@example.org")),
            "bob", new Person("bob", "Bob Brandt", Map.of("slack", "U0BOB")));

    @Test
    void aWholeDayIsThatDayWhereTheScheduleIs() {
        assertThat(absences(
                        "bob", event("DTSTART;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260331", "SUMMARY:Holiday")))
                .containsExactly(absence("bob", "2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z", "Holiday"));
        assertThat(absences("bob", event("DTSTART;VALUE=DATE:20260101", "SUMMARY:New Year")))
                .containsExactly(absence("bob", "2025-12-31T23:00:00Z", "2026-01-01T23:00:00Z", "New Year"));
    }

    @Test
    void timesAreThoseOfTheirZoneOrOfTheSchedule() {
        assertThat(absences("bob", event("DTSTART:20260701T080000Z", "DTEND:20260701T100000Z", "SUMMARY:x")))
                .containsExactly(absence("bob", "2026-07-01T08:00:00Z", "2026-07-01T10:00:00Z", "x"));
        assertThat(absences("bob", event("DTSTART:20260701T080000", "DURATION:PT2H", "SUMMARY:x")))
                .containsExactly(absence("bob", "2026-07-01T06:00:00Z", "2026-07-01T08:00:00Z", "x"));
        assertThat(absences(
                        "bob", event("DTSTART;TZID=America/New_York:20260701T080000", "DURATION:PT2H", "SUMMARY:x")))
                .containsExactly(absence("bob", "2026-07-01T12:00:00Z", "2026-07-01T14:00:00Z", "x"));
    }

    @Test
    void whatRepeatsKeepsItsWallTimeOverAClockChange() {
        assertThat(absences(
                        "bob",
                        event(
                                "DTSTART;TZID=Europe/Berlin:20260323T090000",
                                "DURATION:PT1H",
                                "RRULE:FREQ=WEEKLY;COUNT=2")))
                .extracting(Absence::from)
                .containsExactly(Instant.parse("2026-03-23T08:00:00Z"), Instant.parse("2026-03-30T07:00:00Z"));
    }

    @Test
    void whatRepeatsForEverEnds() {
        assertThat(absences("bob", event("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")))
                .hasSize(CalendarFile.OCCURRENCES_MAX);
    }

    @Test
    void anEventIsOfWhoeverItsAddressOrItsSummaryNames() {
        String text = calendar("""
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20260101
                ATTENDEE:mailto:Anna@example.org
                SUMMARY:Bob's wedding
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:20260102
                SUMMARY:Bob: dentist
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                DTSTART;VALUE=DATE:20260103
                SUMMARY:Bobby tables
                END:VEVENT
                """);

        CalendarFile.Read read = CalendarFile.read(text, BERLIN, PEOPLE, "");

        assertThat(read.absences()).extracting(Absence::user).containsExactly("anna", "bob");
        assertThat(read.strangers()).isEqualTo(1);
    }

    @Test
    void whatIsNoCalendarIsSaid() {
        assertThat(CalendarFile.read("", BERLIN, PEOPLE, "bob").problem()).contains("BEGIN:VCALENDAR");
        assertThat(CalendarFile.read("<html>", BERLIN, PEOPLE, "bob").problem()).contains("BEGIN:VCALENDAR");
    }

    @Test
    void noTextBreaksIt() {
        String good = calendar(
                event("DTSTART;TZID=Europe/Berlin:20260323T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"));
        Random random = new Random(20_261_129);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int n = random.nextInt(4); n >= 0; n--) {
                text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
            }

            CalendarFile.Read read = CalendarFile.read(text.toString(), BERLIN, PEOPLE, "bob");

            assertThat(read.absences())
                    .as("%s", text)
                    .allSatisfy(a -> assertThat(a.from()).isBefore(a.to()));
        }
    }

    private static List<Absence> absences(String user, String event) {
        CalendarFile.Read read = CalendarFile.read(calendar(event), BERLIN, PEOPLE, user);
        assertThat(read.problem()).isEmpty();
        return read.absences();
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\nUID:1\n" + String.join("\n", lines) + "\nEND:VEVENT\n";
    }

    private static String calendar(String events) {
        return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n" + events + "END:VCALENDAR\n").replace("\n", "\r\n");
    }

    private static Absence absence(String user, String from, String to, String why) {
        return new Absence(user, Instant.parse(from), Instant.parse(to), why);
    }
}
