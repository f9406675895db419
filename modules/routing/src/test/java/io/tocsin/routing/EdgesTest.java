package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The edges of time intervals: against asking every minute, also where clocks are changed. */
class EdgesTest {
    /** With changes at midnight, by half an hour, of a whole day, and none at all. */
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Beirut");

    private static TimeInterval interval(String zone, int from, int to, TimeInterval.Range... weekdays) {
        return new TimeInterval(
                "t",
                List.of(new TimeInterval.Entry(
                        List.of(new TimeInterval.Times(from, to)),
                        List.of(weekdays),
                        List.of(),
                        List.of(),
                        List.of(),
                        ZoneId.of(zone))));
    }

    @RepeatedTest(20)
    void agreesWithAskingEveryMinute(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        List<TimeInterval.Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            int first = random.nextInt(7);
            TimeInterval.Range days = new TimeInterval.Range(first, first + random.nextInt(7 - first));
            entries.addAll(interval(zone, random.nextInt(1440), 1 + random.nextInt(1440), days)
                    .entries());
        }
        TimeInterval interval = new TimeInterval("t", entries);
        // Between 2010 and 2012 each of the zones changed its clocks.
        Instant at = Instant.parse("2010-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(2 * 365 * 1440)));
        Instant end = at.plus(Duration.ofDays(12));

        for (int edges = 0; edges < 40; edges++) {
            Instant next = Edges.next(interval, at);
            Instant asked = at;
            boolean inside = interval.contains(at);
            do {
                asked = asked.plusSeconds(60);
            } while (interval.contains(asked) == inside && asked.isBefore(end));
            if (!asked.isBefore(end)) break;
            assertThat(next).as("seed %s, after %s", seed, at).isEqualTo(asked);
            at = next;
        }
    }

    @Test
    void everyHourOfAYearOfClockChangesIsFound() {
        TimeInterval night = interval("Europe/Berlin", 90, 150);
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        List<Instant> edges = new ArrayList<>();
        for (Instant next = Edges.next(night, at); next.isBefore(end); next = Edges.next(night, next)) edges.add(next);

        // The hour from 2 to 3 is skipped in March: its half begins and ends as ever; in October it comes twice.
        assertThat(edges).hasSize(2 * 365 + 2);
        assertThat(edges)
                .contains(
                        Instant.parse("2026-03-29T00:30:00Z"),
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-25T01:00:00Z"),
                        Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void anIntervalThatNeverComesHasNoEdgeSoon() {
        TimeInterval never = new TimeInterval("t", List.of());
        Instant at = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(Edges.next(never, at)).isEqualTo(at.plus(Duration.ofDays(400)));
        assertThat(Edges.everInside(never, at, Instant.MAX)).isFalse();
    }
}
