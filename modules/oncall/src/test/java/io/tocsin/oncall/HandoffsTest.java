package io.tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoffsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final List<String> PEOPLE = List.of("anna", "bob", "carol", "dave");
    private static final List<Every> PERIODS = List.of(
            Every.of(Duration.ofHours(1)),
            Every.of(Duration.ofHours(7)),
            Every.of(Duration.ofHours(12)),
            Every.of(Period.ofDays(1)),
            Every.of(Period.ofDays(2)));

    /** Anna and bob in turns of a day, from nine to nine. */
    private static Schedule daily(ScheduleOverride... overrides) {
        Layer layer = new Layer(
                List.of("anna", "bob"), LocalDateTime.of(2026, 3, 1, 9, 0), Every.of(Period.ofDays(1)), Hours.ALWAYS);
        return new Schedule("primary", ZoneOffset.UTC, List.of(layer), List.of(overrides));
    }

    private static ScheduleOverride takes(String user, Instant from, Duration lasting) {
        return new ScheduleOverride.Everybody(user, from, from.plus(lasting));
    }

    /** A server: it looks when somebody may come on call, and may die at any time. */
    private static final class Watcher {
        private final List<Handoff> told = new ArrayList<>();
        private Schedule schedule;
        private @Nullable Handoff known;
        private @Nullable Instant seen;

        Watcher(Schedule schedule) {
            this.schedule = schedule;
        }

        void look(Instant now) {
            Handoffs.Look look = Handoffs.look(schedule, known, seen, now);
            known = look.known();
            seen = now;
            if (look.told()) told.add(look.known());
        }

        void restart() {
            seen = null;
        }

        List<String> serving() {
            return Objects.requireNonNull(known).users();
        }

        /** Up to an instant, as timers would have it. */
        void run(Instant from, Instant to) {
            look(from);
            for (Instant at = schedule.boundaryAfter(from); at != null && !at.isAfter(to); ) {
                look(at);
                at = schedule.boundaryAfter(at);
            }
            look(to);
        }
    }

    @Test
    void whoComesOnIsToldOnce() {
        Watcher watcher = new Watcher(daily());
        watcher.run(NINE.minusSeconds(60), NINE.plusSeconds(60));

        assertThat(watcher.told).containsExactly(new Handoff("primary", NINE, List.of("anna"), List.of("bob")));
    }

    @Test
    void theFirstLookTellsNobody() {
        Watcher watcher = new Watcher(daily());
        watcher.look(NINE);

        assertThat(watcher.told).isEmpty();
    }

    @Test
    void whatHappenedLongBeforeTheStartIsNoNews() {
        Watcher watcher = new Watcher(daily());
        watcher.look(NINE.minusSeconds(60));
        watcher.restart();
        watcher.look(NINE.plus(Handoffs.LATE_MAX));

        assertThat(watcher.told).isEmpty();
        assertThat(watcher.serving()).containsExactly("bob");
    }

    @Test
    void whatHappenedShortlyBeforeTheStartIsTold() {
        Watcher watcher = new Watcher(daily());
        watcher.look(NINE.minusSeconds(60));
        for (int i = 0; i < 2; i++) {
            watcher.restart();
            watcher.look(NINE.plus(Handoffs.LATE_MAX).minusSeconds(1));
        }

        assertThat(watcher.told).extracting(Handoff::at).containsExactly(NINE);
    }

    @Test
    void aChangeThatIsMovedAfterItWasToldIsNotToldAgain() {
        Watcher watcher = new Watcher(daily());
        watcher.run(NINE.minusSeconds(60), NINE.plusSeconds(60));
        watcher.schedule = daily(takes("bob", NINE.minusSeconds(3_600), Duration.ofHours(2)));
        watcher.run(NINE.plusSeconds(61), NINE.plusSeconds(7_200));

        assertThat(watcher.told).hasSize(1);
    }

    @Test
    void aChangeThatIsMovedBeforeItComesIsToldWhenItComes() {
        Watcher watcher = new Watcher(daily());
        watcher.look(NINE.minusSeconds(60));
        watcher.schedule = daily(takes("anna", NINE.minusSeconds(30), Duration.ofHours(3)));
        watcher.run(NINE.minusSeconds(30), NINE.plus(Duration.ofHours(4)));

        Instant moved = NINE.minusSeconds(30).plus(Duration.ofHours(3));
        assertThat(watcher.told).extracting(Handoff::at).containsExactly(moved);
    }

    @Test
    void anotherRotationThatIsLoadedIsAChangeOfNow() {
        Watcher watcher = new Watcher(daily());
        watcher.look(NINE.plus(Duration.ofHours(5)));
        watcher.look(NINE.plus(Duration.ofHours(6)).minusSeconds(1));
        Layer carol = new Layer(List.of("carol"), LocalDateTime.of(2026, 1, 5, 9, 0), Period.ofWeeks(1));
        watcher.schedule = new Schedule("primary", ZoneOffset.UTC, List.of(carol), List.of());
        Instant reload = NINE.plus(Duration.ofHours(6));
        watcher.look(reload);

        assertThat(watcher.told).containsExactly(new Handoff("primary", reload, List.of("bob"), List.of("carol")));
    }

    @Test
    void nobodyTakesOverFromThemselvesAfterAGap() {
        Layer layer = new Layer(
                List.of("anna", "bob"), LocalDateTime.of(2026, 3, 2, 0, 0), Every.of(Period.ofDays(2)), new Mornings());
        Watcher watcher = new Watcher(new Schedule("primary", ZoneOffset.UTC, List.of(layer), List.of()));
        watcher.run(NINE, NINE.plus(Duration.ofDays(4)));

        assertThat(watcher.told)
                .extracting(Handoff::from, Handoff::users)
                .containsExactly(tuple(List.of("anna"), List.of("bob")), tuple(List.of("bob"), List.of("anna")));
    }

    private record Mornings() implements Hours {
        @Override
        public boolean holdAt(Instant at) {
            return at.atZone(ZoneOffset.UTC).getHour() < 12;
        }

        @Override
        public Instant changeAfter(Instant at) {
            Instant day = at.truncatedTo(ChronoUnit.DAYS);
            return day.plus(Duration.ofHours(holdAt(at) ? 12 : 24));
        }
    }

    @Test
    void aClockThatIsSetBackTellsNobodyAgain() {
        Watcher watcher = new Watcher(daily());
        watcher.run(NINE.minusSeconds(60), NINE.plusSeconds(60));
        watcher.run(NINE.minusSeconds(1_800), NINE.plusSeconds(60));

        assertThat(watcher.told).hasSize(1);
    }

    /** Changes of the clocks are in these weeks. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC"})
    void everyChangeIsToldExactlyOnceWhereverTheProcessDies(String zone) {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed * 31 + zone.hashCode());
            Instant from = Instant.parse(random.nextBoolean() ? "2026-03-26T00:00:00Z" : "2026-10-22T00:00:00Z")
                    .plusSeconds(random.nextInt(86_400));
            Instant to = from.plus(Duration.ofDays(12));
            Schedule schedule = schedule(ZoneId.of(zone), from, random);
            Watcher watcher = new Watcher(schedule);
            for (Instant at : looks(schedule, from, to, random)) {
                if (random.nextInt(3) == 0) watcher.restart();
                watcher.look(at);
            }
            assertThat(watcher.told).as("%s, seed %s", schedule, seed).isEqualTo(naive(schedule, from, to));
        }
    }

    /** While a process is down several people may come on; whoever serves when it comes back hears of it, or it is long ago. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
    void ofWhatHappensWhileNobodyLooksTheLastIsToldUnlessItIsLongAgo(String zone) {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed * 17 + zone.hashCode());
            Instant at = Instant.parse("2026-03-26T00:00:00Z").plusSeconds(random.nextInt(86_400));
            Schedule schedule = schedule(ZoneId.of(zone), at, random);
            Watcher watcher = new Watcher(schedule);
            watcher.look(at);
            for (int i = 0; i < 40; i++) {
                int before = watcher.told.size();
                List<String> served = watcher.serving();
                watcher.restart();
                at = at.plusSeconds(1 + random.nextInt(3 * 3_600));
                watcher.look(at);
                Instant lately = at.minus(Handoffs.LATE_MAX);
                Shift now = schedule.shifts(lately, at.plusNanos(1)).getLast();
                boolean another = !now.gap() && !now.users().equals(served);
                assertThat(watcher.told.size() - before)
                        .as("%s at %s, seed %s", schedule, at, seed)
                        .isEqualTo(another && now.from().isAfter(lately) ? 1 : 0);
            }
        }
    }

    private static List<Instant> looks(Schedule schedule, Instant from, Instant to, Random random) {
        TreeSet<Instant> looks = new TreeSet<>(List.of(from));
        for (Instant at = schedule.boundaryAfter(from); at != null && !at.isAfter(to); ) {
            looks.add(at);
            at = schedule.boundaryAfter(at);
        }
        long seconds = Duration.between(from, to).toSeconds();
        for (int i = 0; i < 30; i++) looks.add(from.plusSeconds(random.nextLong(seconds)));
        return List.copyOf(looks);
    }

    /** The definition, written down: shifts of other people than of the last one that had anybody. */
    private static List<Handoff> naive(Schedule schedule, Instant from, Instant to) {
        List<Handoff> expected = new ArrayList<>();
        List<Shift> shifts = schedule.shifts(from, to.plusNanos(1));
        List<String> last = shifts.getFirst().users();
        for (Shift shift : shifts.subList(1, shifts.size())) {
            if (shift.gap() || shift.users().equals(last)) continue;
            expected.add(new Handoff(schedule.name(), shift.from(), last, shift.users()));
            last = shift.users();
        }
        return expected;
    }

    private static Schedule schedule(ZoneId zone, Instant around, Random random) {
        List<Layer> layers = new ArrayList<>();
        int layersWanted = 1 + random.nextInt(3);
        for (int i = 0; i < layersWanted; i++) {
            LocalDateTime start = LocalDateTime.ofInstant(around, zone)
                    .minusDays(random.nextInt(6) - 2)
                    .withMinute(random.nextInt(4) * 15)
                    .withSecond(0);
            List<String> users = PEOPLE.subList(random.nextInt(3), 3 + random.nextInt(2));
            layers.add(new Layer(users, start, PERIODS.get(random.nextInt(PERIODS.size())), Hours.ALWAYS));
        }
        List<ScheduleOverride> overrides = new ArrayList<>();
        int overridesWanted = random.nextInt(6);
        for (int i = 0; i < overridesWanted; i++) overrides.add(override(around, random));
        Instant leave = around.plus(Duration.ofHours(random.nextInt(200)));
        Absence absence = new Absence(person(random), leave, leave.plus(Duration.ofHours(1 + random.nextInt(60))), "");
        return new Schedule("primary", zone, layers, overrides, List.of(absence), true);
    }

    /** They overlap as they like. */
    private static ScheduleOverride override(Instant around, Random random) {
        Instant from = around.plus(Duration.ofMinutes(random.nextInt(12 * 1_440)));
        Instant to = from.plus(Duration.ofMinutes(1 + random.nextInt(3_000)));
        String one = person(random);
        String other = PEOPLE.get((PEOPLE.indexOf(one) + 1 + random.nextInt(3)) % 4);
        return switch (random.nextInt(3)) {
            case 0 -> new ScheduleOverride.Everybody(one, from, to);
            case 1 -> new ScheduleOverride.Substitute(one, other, from, to);
            default -> new ScheduleOverride.Swap(one, other, from, to);
        };
    }

    private static String person(Random random) {
        return PEOPLE.get(random.nextInt(PEOPLE.size()));
    }
}
