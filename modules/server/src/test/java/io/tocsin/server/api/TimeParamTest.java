package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParamTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "now,                            2026-11-20T10:00:00Z",
        "now-1h,                         2026-11-20T09:00:00Z",
        "-15m,                           2026-11-20T09:45:00Z",
        "-1h30m,                         2026-11-20T08:30:00Z",
        "-7d,                            2026-11-13T10:00:00Z",
        "-0,                             2026-11-20T10:00:00Z",
        "2026-01-05T08:00:00Z,           2026-01-05T08:00:00Z",
        "2026-01-05T08:00:00.123456Z,    2026-01-05T08:00:00.123456Z",
        "2026-01-05T08:00Z,              2026-01-05T08:00:00Z",
        "2026-01-05T09:00:00+01:00,      2026-01-05T08:00:00Z",
        "2026-01-05T09:00:00 01:00,      2026-01-05T08:00:00Z",
        "2026-01-05T00:00:00-08:00,      2026-01-05T08:00:00Z",
        "0,                              1970-01-01T00:00:00Z",
        "1767600000,                     2026-01-05T08:00:00Z",
        "1767600000.25,                  2026-01-05T08:00:00.250Z",
        "1767600000250,                  2026-01-05T08:00:00.250Z",
        "1767600000250000,               2026-01-05T08:00:00.250Z",
        "1767600000250000001,            2026-01-05T08:00:00.250000001Z",
    })
    void peopleAndProgramsWriteTimesInManyWays(String text, Instant expected) {
        assertThat(TimeParam.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "-",
                "-15",
                "--15m",
                "15m",
                "now+1h",
                "now-",
                "2026-01-05",
                "2026-13-05T08:00:00Z",
                "1e9",
                "-1767600000",
                "99999999999999999999",
                "-9999999999999y",
                "-999999999y",
            })
    void everythingElseIsToldWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> TimeParam.parse(text, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read time '" + text + "': give RFC 3339 (2026-01-05T08:00:00Z), an epoch number,"
                        + " 'now' or a duration back such as -15m");
    }

    @Test
    void anOffsetSurvivesBeingWrittenWithoutPercentSigns() {
        // A plus in a query string means a space, and who types an address by hand forgets it.
        assertThat(TimeParam.parse("2026-01-05T09:30:00 05:30", NOW)).isEqualTo("2026-01-05T04:00:00Z");
    }
}
