package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of docs/search.md on pipes, with its three events as they are read. */
class ManualTest {
    private static final List<LogEvent> EVENTS = List.of(
            at(
                    0,
                    "level",
                    "ERROR",
                    "service",
                    "payment_api",
                    "duration_ms",
                    "2104",
                    "user",
                    "anna",
                    "extra.ip",
                    "10.1.2.3",
                    "extra.amount",
                    "49.9",
                    "ip",
                    "10.1.2.3"),
            at(1, "level", "WARN", "service", "gateway", "duration_ms", "1500"),
            at(2, "level", "INFO", "service", "user_service", "user", "Anna", "ip", "fe80::1"));

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\u0001', textBlock = """
            count                                                   => [[3]]
            count by service                                        => [[gateway, 1], [payment_api, 1], [user_service, 1]]
            avg(duration_ms), p95(duration_ms), max(duration_ms)    => [[1802, 2104, 2104]]
            sum(extra.amount) by user                               => [[Anna, 0], [anna, 49.9], [null, 0]]
            distinct(user)                                          => [[2]]
            top 10 ip                                               => [[10.1.2.3, 1], [fe80::1, 1]]
            count by level, 1h => [[2026-11-20T08:00:00Z, INFO, 1], [2026-11-20T08:00:00Z, WARN, 1], [2026-11-20T08:00:00Z, ERROR, 1]]
            """)
    void theExamplesOfTheManualHold(String pipes, String rows) {
        Tally tally = new Tally(Statement.parse("* | " + pipes).pipes());
        EVENTS.forEach(tally::add);

        assertThat(tally.table().rows()).hasToString(rows);
    }

    private static LogEvent at(int second, String... pairs) {
        return Events.event(Instant.parse("2026-11-20T08:00:00Z").plusSeconds(second), List.of(), pairs);
    }
}
