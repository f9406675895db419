package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeIntervalTest {
    private final Problems problems = new Problems();

    private TimeInterval interval(String entries) {
        String text = "route: {receiver: r}\nreceivers: [{name: r}]\ntime_intervals: [{name: i, time_intervals: ["
                + entries + "]}]";
        return RoutingFile.parse("f", text, name -> null, file -> null, problems)
                .timeIntervals()
                .values()
                .iterator()
                .next();
    }

    private static boolean holds(TimeInterval interval, String instant) {
        return interval.contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // times: start inclusive, end exclusive
                "{times: [{start_time: '09:00', end_time: '17:00'}]}|2026-11-20T09:00:00Z|true",
                "{times: [{start_time: '09:00', end_time: '17:00'}]}|2026-11-20T08:59:59Z|false",
                "{times: [{start_time: '09:00', end_time: '17:00'}]}|2026-11-20T16:59:59Z|true",
                "{times: [{start_time: '09:00', end_time: '17:00'}]}|2026-11-20T17:00:00Z|false",
                "{times: [{start_time: '00:00', end_time: '24:00'}]}|2026-11-20T23:59:59Z|true",
                // 20 November 2026 is a Friday
                "{weekdays: [friday]}|2026-11-20T00:00:00Z|true",
                "{weekdays: ['Monday:Friday']}|2026-11-21T00:00:00Z|false",
                "{weekdays: ['sunday:tuesday', saturday]}|2026-11-21T00:00:00Z|true",
                "{days_of_month: ['1:5']}|2026-11-05T12:00:00Z|true",
                "{days_of_month: ['-1']}|2026-11-30T12:00:00Z|true",
                "{days_of_month: ['-3:-1']}|2026-02-26T12:00:00Z|true",
                "{days_of_month: ['-3:-1']}|2026-02-25T12:00:00Z|false",
                "{days_of_month: ['29:31']}|2026-02-28T12:00:00Z|false",
                "{days_of_month: ['-31:-1']}|2026-02-01T12:00:00Z|true",
                "{days_of_month: ['20:31']}|2026-02-28T12:00:00Z|true",
                "{months: ['october:12']}|2026-11-20T12:00:00Z|true",
                "{months: [January]}|2026-11-20T12:00:00Z|false",
                "{years: ['2020:2025', '2027']}|2026-11-20T12:00:00Z|false",
                "{years: [2026]}|2026-11-20T12:00:00Z|true",
                // all fields, any entry
                "{weekdays: [friday], months: [may]}|2026-11-20T12:00:00Z|false",
                "{weekdays: [friday], months: [may]}, {years: [2026]}|2026-11-20T12:00:00Z|true",
                "{}|2026-11-20T12:00:00Z|true",
                // over midnight: the morning belongs to the day before
                "{times: [{start_time: '22:00', end_time: '06:00'}], weekdays: [friday]}|2026-11-20T22:00:00Z|true",
                "{times: [{start_time: '22:00', end_time: '06:00'}], weekdays: [friday]}|2026-11-21T05:59:59Z|true",
                "{times: [{start_time: '22:00', end_time: '06:00'}], weekdays: [friday]}|2026-11-20T05:00:00Z|false",
                "{times: [{start_time: '22:00', end_time: '06:00'}], weekdays: [friday]}|2026-11-21T22:00:00Z|false",
            })
    void holds(String entries, String instant, boolean expected) {
        assertThat(holds(interval(entries), instant)).isEqualTo(expected);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void timesAreOfTheWallClockOfTheZone() {
        TimeInterval office = interval("{times: [{start_time: '09:00', end_time: '17:00'}], location: Europe/Berlin}");

        assertThat(holds(office, "2026-07-01T07:00:00Z")).isTrue();
        assertThat(holds(office, "2026-07-01T15:00:00Z")).isFalse();
        assertThat(holds(office, "2026-12-01T07:59:59Z")).isFalse();
        assertThat(holds(office, "2026-12-01T15:59:59Z")).isTrue();
    }

    @Test
    void theHourThatSpringSkipsNeverHolds() {
        TimeInterval two = interval("{times: [{start_time: '02:00', end_time: '03:00'}], location: Europe/Berlin}");

        for (int minute = 0; minute < 24 * 60; minute++) {
            assertThat(two.contains(Instant.parse("2026-03-29T00:00:00Z").plusSeconds(minute * 60L)))
                    .isFalse();
        }
    }

    @Test
    void theHourThatAutumnRepeatsHoldsTwice() {
        TimeInterval two = interval("{times: [{start_time: '02:00', end_time: '03:00'}], location: Europe/Berlin}");
        int minutes = 0;

        for (int minute = 0; minute < 20 * 60; minute++) {
            if (two.contains(Instant.parse("2026-10-24T22:00:00Z").plusSeconds(minute * 60L))) minutes++;
        }

        assertThat(minutes).isEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{times: [{start_time: '9:00', end_time: '17:00'}]}",
                "{times: [{start_time: '09:00', end_time: '24:01'}]}",
                "{times: [{start_time: '09:00', end_time: '09:00'}]}",
                "{times: [{start_time: '09:00'}]}",
                "{weekdays: ['saturday:sunday']}",
                "{weekdays: [1]}",
                "{weekdays: ['monday:']}",
                "{days_of_month: [0]}",
                "{days_of_month: ['32']}",
                "{days_of_month: ['-1:5']}",
                "{days_of_month: ['20:5']}",
                "{days_of_month: ['20:-20']}",
                "{months: ['december:january']}",
                "{months: [brumaire]}",
                "{years: ['2026:2020']}",
                "{years: ['a']}",
                "{location: Mars/Olympus}",
                "{location: '+02:00'}",
                "{day: monday}",
                "{weekdays: ['a:b:c']}",
            })
    void refuses(String entries) {
        interval(entries);

        assertThat(problems.list()).isNotEmpty();
    }

    @Test
    void aMisspeltDayIsCorrected() {
        interval("{weekdays: ['monday:firday']}");

        List<String> messages = problems.list().stream().map(Problem::message).toList();
        assertThat(messages).containsExactly("'monday:firday' is not valid in 'weekdays', did you mean 'friday'?");
    }
}
