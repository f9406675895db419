package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.123456789Z, 2026-11-20T10:00:00.123456789Z",
        "2026-11-20T12:00:00+02:00, 2026-11-20T10:00:00Z",
        "2026-11-20t10:00:00z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00, 2026-11-20T10:00:00Z",
        "2026-11-20, 2026-11-20T00:00:00Z",
        "1795168800, 2026-11-20T10:00:00Z",
        "1795168800.5, 2026-11-20T10:00:00.5Z",
        "1795168800123, 2026-11-20T10:00:00.123Z",
        "1795168800123456, 2026-11-20T10:00:00.123456Z",
        "1795168800123456789, 2026-11-20T10:00:00.123456789Z",
        "0, 1970-01-01T00:00:00Z",
        "-1, 1969-12-31T23:59:59Z"
    })
    void theFormsThatPeopleAndMachinesUseAreRead(String text, Instant time) {
        assertThat(Times.of(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-13-01",
                "2026-11-31",
                "10:00",
                "now",
                "-15m",
                "+999999999-12-31T23:59:59Z",
                "1e30",
                "1e-300",
                "1e21",
                "2026-11-20 10:00:00",
                "0000-01-01",
                "20 November 2026"
            })
    void anythingElseIsNone(String text) {
        assertThat(Times.of(text)).isNull();
    }
}
