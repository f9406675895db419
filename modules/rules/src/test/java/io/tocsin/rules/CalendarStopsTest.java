package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalendarStopsTest {
    private static final long MINUTE = 60_000;

    /** Both nights on which the clocks of the zone change. */
    private static final String[] BEGINNINGS = {"2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z", "2026-04-03T00:00:00Z"};

    @Test
    void noChangeIsMissed() {
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            String zone = round % 2 == 0 ? "Europe/Berlin" : "Australia/Lord_Howe";
            Calendar calendar = new Calendar("c", ZoneId.of(zone), spans(random));
            CalendarStops stops = new CalendarStops(List.of(limit(calendar)));
            long from =
                    Instant.parse(BEGINNINGS[random.nextInt(BEGINNINGS.length)]).toEpochMilli();
            long next = stops.after(from);
            for (long at = from + MINUTE; at < from + 4 * 24 * 60 * MINUTE; at += MINUTE) {
                boolean changed = calendar.holds(at) != calendar.holds(at - MINUTE);
                if (changed)
                    assertThat(next)
                            .as("%s in %s", Instant.ofEpochMilli(at), calendar)
                            .isLessThanOrEqualTo(at);
                if (next <= at) next = stops.after(at);
                assertThat(next).isGreaterThan(at);
            }
        }
    }

    private static List<Calendar.Span> spans(Random random) {
        List<Calendar.Span> spans = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            spans.add(new Calendar.Span(days, time(random), time(random)));
        }
        return spans;
    }

    private static LocalTime time(Random random) {
        return LocalTime.of(random.nextInt(3) == 0 ? 2 : random.nextInt(24), random.nextInt(4) * 15);
    }

    private static Limit limit(Calendar calendar) {
        return new Limit("high", Comparison.ABOVE, 1, List.of(new Limit.Exception(calendar, 2)));
    }

    @Test
    void withoutCalendarsNothingEverChanges() {
        assertThat(new CalendarStops(List.of(Limit.always("high"))).after(0)).isEqualTo(Deadlines.NEVER);
    }
}
