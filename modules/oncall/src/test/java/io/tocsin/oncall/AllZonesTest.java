package io.tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link Schedule} in every zone that the JDK knows, on random rotations around its real clock changes. */
class AllZonesTest {
    private static final long SEED = 20_261_120;
    private static final int SCHEDULES_PER_ZONE = 6;
    private static final Instant SINCE = Instant.parse("2008-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2038-01-01T00:00:00Z");
    private static final List<Every> PERIODS = List.of(
            Every.of(Period.ofDays(1)),
            Every.of(Period.ofDays(2)),
            Every.of(Period.ofWeeks(1)),
            Every.of(Period.ofMonths(1)),
            Every.of(Period.of(0, 1, 1)),
            Every.of(Duration.ofHours(12)),
            Every.of(Duration.ofHours(1)),
            new Every(Period.ofDays(1), Duration.ofMinutes(90)));

    static Stream<String> zones() {
        return ZoneId.getAvailableZoneIds().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("zones")
    void shiftsPartitionTimeAndAgreeWithTheNaiveReading(String zone) {
        Random random = new Random(SEED ^ zone.hashCode());
        for (int i = 0; i < SCHEDULES_PER_ZONE; i++) {
            Instant around = interesting(ZoneId.of(zone), random);
            Schedule schedule = schedule(ZoneId.of(zone), around, random);
            Instant from = around.minus(Duration.ofHours(random.nextInt(96)));
            Instant to = around.plus(Duration.ofHours(1 + random.nextInt(96)));

            List<Shift> shifts = schedule.shifts(from, to);

            assertThat(shifts.getFirst().from()).isEqualTo(from);
            assertThat(shifts.getLast().to()).isEqualTo(to);
            for (int s = 0; s < shifts.size(); s++) assertGood(schedule, shifts, s);
            for (int s = 0; s < 50; s++) {
                Instant at = from.plusSeconds(
                        random.nextLong(Duration.between(from, to).toSeconds()));
                assertThat(schedule.onCallAt(at))
                        .as("%s at %s, seed %s", schedule, at, SEED)
                        .isEqualTo(naive(schedule, at));
            }
        }
    }

    /** The rule as a definition: for each minute of two days around a change, the first instant that shows it or more. */
    @ParameterizedTest
    @MethodSource("zones")
    void boundariesAreMonotoneAndFirst(String zone) {
        ZoneId id = ZoneId.of(zone);
        LocalDateTime wall =
                LocalDateTime.ofInstant(interesting(id, new Random(SEED)), id).minusDays(1);
        Instant last = Instant.MIN;
        for (int minute = 0; minute < 2 * 1_440; minute += 15) {
            Instant first = Layer.firstAtOrAfter(wall.plusMinutes(minute), id);

            assertThat(first).isAfterOrEqualTo(last);
            assertThat(LocalDateTime.ofInstant(first, id)).isAfterOrEqualTo(wall.plusMinutes(minute));
            assertThat(LocalDateTime.ofInstant(first.minusNanos(1), id)).isBefore(wall.plusMinutes(minute));
            last = first;
        }
    }

    private static void assertGood(Schedule schedule, List<Shift> shifts, int index) {
        Shift shift = shifts.get(index);
        assertThat(shift.from()).isBefore(shift.to());
        assertThat(schedule.onCallAt(shift.from())).isEqualTo(shift.users());
        assertThat(schedule.onCallAt(shift.to().minusNanos(1))).isEqualTo(shift.users());
        if (index > 0) {
            assertThat(shift.from()).isEqualTo(shifts.get(index - 1).to());
            assertThat(shift.users()).isNotEqualTo(shifts.get(index - 1).users());
        }
    }

    /** Counts turn by turn from the anchor, and asks of each whether the wall clock has ever shown its time. */
    private static List<String> naive(Schedule schedule, Instant at) {
        List<String> answer = List.of();
        for (Layer layer : schedule.layers()) {
            if (!layer.hours().holdAt(at)) continue;
            int turns = 0;
            while (!first(schedule, layer, turns).isAfter(at)) turns++;
            List<String> users = layer.users();
            for (int skipped = 0; turns > 0 && skipped < users.size(); skipped++) {
                String user = users.get((turns - 1 + skipped) % users.size());
                if (schedule.absences().stream().anyMatch(absence -> absent(absence, user, at))) continue;
                answer = List.of(user);
                break;
            }
        }
        for (ScheduleOverride override : schedule.overrides()) {
            if (!at.isBefore(override.from()) && at.isBefore(override.to())) answer = changed(answer, override);
        }
        return answer;
    }

    private static boolean absent(Absence absence, String user, Instant at) {
        return absence.user().equals(user) && !at.isBefore(absence.from()) && at.isBefore(absence.to());
    }

    private static List<String> changed(List<String> answer, ScheduleOverride override) {
        String before = answer.isEmpty() ? "" : answer.getFirst();
        return switch (override) {
            case ScheduleOverride.Everybody everybody -> List.of(everybody.user());
            case ScheduleOverride.Substitute(String user, String instead, Instant from, Instant to) ->
                before.equals(instead) ? List.of(user) : answer;
            case ScheduleOverride.Swap(String one, String other, Instant from, Instant to) ->
                before.equals(one) ? List.of(other) : before.equals(other) ? List.of(one) : answer;
        };
    }

    private static Instant first(Schedule schedule, Layer layer, int turn) {
        LocalDateTime wall = layer.start()
                .plus(layer.every().days().multipliedBy(turn))
                .plus(layer.every().hours().multipliedBy(turn));
        List<ZoneOffsetTransition> gap = Stream.ofNullable(
                        schedule.zone().getRules().getTransition(wall))
                .filter(ZoneOffsetTransition::isGap)
                .toList();
        if (!gap.isEmpty()) return gap.getFirst().getInstant();
        return wall.atZone(schedule.zone()).withEarlierOffsetAtOverlap().toInstant();
    }

    private static Schedule schedule(ZoneId zone, Instant around, Random random) {
        List<Layer> layers = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            LocalDateTime start = LocalDateTime.ofInstant(around, zone)
                    .minusDays(random.nextInt(100) - 2)
                    .withMinute(random.nextInt(4) * 15);
            List<String> users = IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(n -> "user-" + n)
                    .toList();
            Hours hours = random.nextInt(3) > 0 ? Hours.ALWAYS : DayHours.random(zone, random);
            layers.add(new Layer(users, start, PERIODS.get(random.nextInt(PERIODS.size())), hours));
        }
        List<ScheduleOverride> overrides = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant from = around.plusSeconds(random.nextInt(200_000) - 100_000);
            overrides.add(override("override-" + i, from, from.plusSeconds(1 + random.nextInt(90_000)), random));
        }
        List<Absence> absences = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Instant from = around.plusSeconds(random.nextInt(200_000) - 100_000);
            String user = "user-" + random.nextInt(4);
            absences.add(new Absence(user, from, from.plusSeconds(1 + random.nextInt(90_000)), ""));
        }
        return new Schedule("random", zone, layers, overrides, absences, true);
    }

    private static ScheduleOverride override(String name, Instant from, Instant to, Random random) {
        String one = "user-" + random.nextInt(4);
        return switch (random.nextInt(3)) {
            case 0 -> new ScheduleOverride.Everybody(name, from, to);
            case 1 -> new ScheduleOverride.Substitute(name, one, from, to);
            default -> new ScheduleOverride.Swap(one, "user-" + random.nextInt(4), from, to);
        };
    }

    /** Some hours of each day, found out minute by minute. */
    private record DayHours(ZoneId zone, int fromMinute, int toMinute) implements Hours {
        static DayHours random(ZoneId zone, Random random) {
            int from = random.nextInt(23 * 4) * 15;
            return new DayHours(zone, from, from + 15 + random.nextInt((24 * 60 - from) / 15) * 15);
        }

        @Override
        public boolean holdAt(Instant at) {
            LocalDateTime wall = LocalDateTime.ofInstant(at, zone);
            int minute = wall.getHour() * 60 + wall.getMinute();
            return fromMinute <= minute && minute < toMinute;
        }

        @Override
        public Instant changeAfter(Instant at) {
            boolean now = holdAt(at);
            Instant next = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
            while (holdAt(next) == now && next.isBefore(at.plus(Duration.ofDays(2)))) next = next.plusSeconds(60);
            return next;
        }
    }

    /** A random clock change of the zone, or a random instant where it has none. */
    private static Instant interesting(ZoneId zone, Random random) {
        List<Instant> changes = new ArrayList<>();
        ZoneOffsetTransition change = zone.getRules().nextTransition(SINCE);
        while (change != null && change.getInstant().isBefore(UNTIL)) {
            changes.add(change.getInstant());
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes.isEmpty()
                ? SINCE.plusSeconds(
                        random.nextLong(Duration.between(SINCE, UNTIL).toSeconds()))
                : changes.get(random.nextInt(changes.size()));
    }
}
