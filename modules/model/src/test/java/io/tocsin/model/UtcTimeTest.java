package io.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-made times are those of the JDK. */
class UtcTimeTest {
    @Test
    void anyInstantIsWrittenAndReadAsTheJdkDoes() {
        Random random = new Random(7);
        long from = Instant.parse("-0002-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("+10001-01-01T00:00:00Z").getEpochSecond();
        ChronoUnit[] units = {ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS};
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(from, to), random.nextInt(1_000_000_000))
                    .truncatedTo(units[i % units.length]);
            String text = UtcTime.text(instant);
            assertThat(text).isEqualTo(instant.toString());
            Instant read = UtcTime.plain(text);
            if (text.length() <= 30 && Character.isDigit(text.charAt(0)))
                assertThat(read).isEqualTo(instant);
        }
    }

    @Test
    void asManyPlacesAsAreWanted() {
        Instant instant = Instant.parse("2026-11-20T12:00:00.987654321Z");

        assertThat(UtcTime.text(instant, 0)).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(UtcTime.text(instant, 3)).isEqualTo("2026-11-20T12:00:00.987Z");
        assertThat(UtcTime.text(instant, 9)).isEqualTo("2026-11-20T12:00:00.987654321Z");
        assertThat(UtcTime.text(Instant.EPOCH, 3)).isEqualTo("1970-01-01T00:00:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-20",
                "2026-11-20T12:00:00",
                "2026-11-20 12:00:00Z",
                "2026-11-20T12:00:00z",
                "2026-11-20T12:00:00+00:00",
                "2026-11-20T12:00:00.Z",
                "2026-11-20T12:00:00,5Z",
                "2026-11-20T12:00:00.1234567890Z",
                "2026-11-20T12:00:00.-12Z",
                "2026-02-30T12:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T12:60:00Z",
                "2O26-11-20T12:00:00Z",
                "-026-11-20T12:00:00Z",
                "+2026-11-20T12:00:00Z"
            })
    void whatIsSpelledOtherwiseIsLeftToOthers(String text) {
        assertThat(UtcTime.plain(text)).isNull();
    }
}
