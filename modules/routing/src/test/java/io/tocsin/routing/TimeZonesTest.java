package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.yaml.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Time intervals of every time zone, minute by minute around its changes of clock, beside a reference that only counts. */
class TimeZonesTest {
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final long DAY = 86_400;
    private static final int MINUTES = 1_440;

    private record Spec(
            List<int[]> times, List<int[]> weekdays, List<int[]> days, List<int[]> months, List<int[]> years) {
        String yaml(String zone) {
            StringBuilder text = new StringBuilder("{");
            if (!times.isEmpty()) text.append("times: [");
            for (int[] range : times)
                text.append("{start_time: '%s', end_time: '%s'},".formatted(clock(range[0]), clock(range[1])));
            if (!times.isEmpty()) text.append("], ");
            list(text, "weekdays", weekdays, true);
            list(text, "days_of_month", days, false);
            list(text, "months", months, false);
            list(text, "years", years, false);
            return text.append("location: '").append(zone).append("'}").toString();
        }

        private static String clock(int minute) {
            return "%02d:%02d".formatted(minute / 60, minute % 60);
        }

        private static void list(StringBuilder text, String key, List<int[]> ranges, boolean named) {
            if (ranges.isEmpty()) return;
            String[] names = {"sunday", "Monday", "tuesday", "wednesday", "thursday", "FRIDAY", "saturday"};
            text.append(key).append(": [");
            for (int[] range : ranges) {
                String first = named ? names[range[0]] : Integer.toString(range[0]);
                String last = named ? names[range[1]] : Integer.toString(range[1]);
                text.append('\'')
                        .append(first.equals(last) ? first : first + ":" + last)
                        .append("',");
            }
            text.append("], ");
        }
    }

    @Test
    void everyMinuteAroundAChangeOfClockIsAsCounted() {
        long seed = Seeds.first();
        Random random = new Random(seed);
        for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            for (long around : changes(ZoneId.of(zone).getRules())) compare(spec(random), zone, around, seed);
        }
    }

    /** When clocks change in the next years, or some instant where they never do. */
    private static List<Long> changes(ZoneRules rules) {
        List<Long> found = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(FROM);
        while (next != null && found.size() < 2) {
            found.add(next.toEpochSecond());
            next = rules.nextTransition(next.getInstant());
        }
        if (found.isEmpty()) found.add(FROM.getEpochSecond());
        return found;
    }

    private static Spec spec(Random random) {
        List<int[]> times = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int start = random.nextInt(MINUTES);
            // Changes of clock are at night, and that is where it matters.
            if (random.nextBoolean()) start = random.nextInt(240);
            int end = random.nextInt(MINUTES + 1);
            if (start != end) times.add(new int[] {start, end});
        }
        return new Spec(
                times,
                random.nextInt(3) == 0 ? List.of(ordered(random, 0, 6)) : List.of(),
                random.nextInt(3) == 0 ? List.of(days(random)) : List.of(),
                random.nextInt(4) == 0 ? List.of(ordered(random, 1, 12)) : List.of(),
                random.nextInt(5) == 0 ? List.of(ordered(random, 2024, 2027)) : List.of());
    }

    private static int[] ordered(Random random, int least, int most) {
        int first = random.nextInt(least, most + 1);
        return new int[] {first, random.nextInt(first, most + 1)};
    }

    private static int[] days(Random random) {
        int[] range = ordered(random, 1, 28);
        return random.nextBoolean() ? range : new int[] {-range[1], -range[0]};
    }

    private static void compare(Spec spec, String zone, long around, long seed) {
        Problems problems = new Problems();
        TimeInterval interval = read(spec.yaml(zone), problems);
        assertThat(problems.list()).as(spec.yaml(zone)).isEmpty();
        ZoneRules rules = ZoneId.of(zone).getRules();
        for (long at = around - DAY; at < around + DAY; at += 60) {
            Instant instant = Instant.ofEpochSecond(at);
            long local = at + rules.getOffset(instant).getTotalSeconds();
            boolean expected = counted(spec, Math.floorDiv(local, DAY), (int) Math.floorMod(local, DAY) / 60);
            if (interval.contains(instant) != expected)
                fail("seed " + seed + ": " + spec.yaml(zone) + " at " + instant + " must be " + expected);
        }
    }

    private static TimeInterval read(String entry, Problems problems) {
        String text = "route: {receiver: r}\nreceivers: [{name: r}]\ntime_intervals: [{name: i, time_intervals: ["
                + entry + "]}]";
        Map<String, TimeInterval> read = RoutingFile.parse("f", text, name -> null, file -> null, problems)
                .timeIntervals();
        return read.values().iterator().next();
    }

    /** What the clock on the wall shows decides; what runs over midnight belongs to the day on which it began. */
    private static boolean counted(Spec spec, long day, int minute) {
        if (spec.times.isEmpty()) return onDay(spec, day);
        boolean inside = false;
        for (int[] range : spec.times) {
            boolean overnight = range[1] < range[0];
            int length = range[1] - range[0] + (overnight ? MINUTES : 0);
            int since = minute - range[0];
            if (since >= 0 && since < length) inside |= onDay(spec, day);
            if (since + MINUTES < length) inside |= onDay(spec, day - 1);
        }
        return inside;
    }

    private static boolean onDay(Spec spec, long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int fromEnd = date.getDayOfMonth() - date.lengthOfMonth() - 1;
        return within(spec.weekdays, (int) Math.floorMod(day + 4, 7L))
                && (within(spec.days, date.getDayOfMonth()) || (!spec.days.isEmpty() && within(spec.days, fromEnd)))
                && within(spec.months, date.getMonthValue())
                && within(spec.years, date.getYear());
    }

    private static boolean within(List<int[]> ranges, int value) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range[0] <= value && value <= range[1]);
    }

    @Test
    void localIsTheZoneOfTheMachine() {
        TimeInterval local = read("{location: Local}", new Problems());

        assertThat(local.entries().getFirst().zone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void offsetsHaveTheirShortNames() {
        for (String name : List.of("EST", "MST", "HST", "Etc/GMT+5", "GMT", "EST5EDT")) {
            Problems problems = new Problems();
            read("{location: " + name + "}", problems);
            assertThat(problems.list()).as(name).isEmpty();
        }
    }
}
