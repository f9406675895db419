package io.tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDateTime MONDAY_NINE = LocalDateTime.parse("2026-01-05T09:00");
    private static final Layer WEEKLY = new Layer(List.of("anna", "bob", "carol"), MONDAY_NINE, Period.ofWeeks(1));

    @Test
    void peopleTakeTurns() {
        Schedule schedule = berlin(WEEKLY);

        assertThat(schedule.onCallAt(local("2026-01-05T09:00"))).containsExactly("anna");
        assertThat(schedule.onCallAt(local("2026-01-12T09:00"))).containsExactly("bob");
        assertThat(schedule.onCallAt(local("2026-01-19T09:00"))).containsExactly("carol");
        assertThat(schedule.onCallAt(local("2026-01-26T09:00"))).containsExactly("anna");
    }

    @Test
    void theHandOffInstantBelongsToTheNextPerson() {
        Schedule schedule = berlin(WEEKLY);

        assertThat(schedule.onCallAt(local("2026-01-12T09:00").minusNanos(1))).containsExactly("anna");
        assertThat(schedule.onCallAt(local("2026-01-12T09:00"))).containsExactly("bob");
    }

    @Test
    void nobodyIsOnCallBeforeTheRotationStarts() {
        assertThat(berlin(WEEKLY).onCallAt(local("2026-01-05T08:59"))).isEmpty();
        assertThat(berlin().onCallAt(local("2026-01-05T09:00"))).isEmpty();
    }

    @Test
    void aRotationThatBeganLongAgoStillHandsOverAtItsWallTime() {
        Schedule schedule =
                berlin(new Layer(List.of("anna", "bob"), LocalDateTime.parse("1970-01-01T09:00"), Period.ofDays(1)));

        assertThat(schedule.onCallAt(local("2026-07-01T08:59")))
                .isNotEqualTo(schedule.onCallAt(local("2026-07-01T09:00")));
    }

    @Test
    void theLaterLayerWinsOnceItHasSomeone() {
        Layer vacationCover = new Layer(List.of("dave"), LocalDateTime.parse("2026-01-14T09:00"), Period.ofWeeks(1));
        Schedule schedule = berlin(WEEKLY, vacationCover);

        assertThat(schedule.onCallAt(local("2026-01-14T08:59"))).containsExactly("bob");
        assertThat(schedule.onCallAt(local("2026-01-14T09:00"))).containsExactly("dave");
    }

    @Test
    void anOverrideReplacesEverybodyInItsHalfOpenRange() {
        Schedule schedule = berlinWith(override("erin", "2026-01-06T09:00", "2026-01-07T09:00"));

        assertThat(schedule.onCallAt(local("2026-01-06T08:59"))).containsExactly("anna");
        assertThat(schedule.onCallAt(local("2026-01-06T09:00"))).containsExactly("erin");
        assertThat(schedule.onCallAt(local("2026-01-07T09:00"))).containsExactly("anna");
    }

    @Test
    void ofTwoOverlappingOverridesTheLaterMadeWins() {
        Schedule schedule = berlinWith(
                override("erin", "2026-01-06T09:00", "2026-01-08T09:00"),
                override("fred", "2026-01-07T09:00", "2026-01-07T12:00"));

        assertThat(schedule.shifts(local("2026-01-06T09:00"), local("2026-01-08T09:00")))
                .extracting(shift -> shift.users().getFirst())
                .containsExactly("erin", "fred", "erin");
    }

    @Test
    void anOverrideFillsAScheduleWithoutRotation() {
        Schedule schedule = new Schedule(
                "primary", BERLIN, List.of(), List.of(override("erin", "2026-01-06T09:00", "2026-01-07T09:00")));

        assertThat(schedule.onCallAt(local("2026-01-06T10:00"))).containsExactly("erin");
    }

    @Test
    void aGapIsAShiftWithoutUsers() {
        Instant from = local("2026-01-01T00:00");

        List<Shift> shifts = berlin(WEEKLY).shifts(from, local("2026-01-10T00:00"));

        assertThat(shifts)
                .containsExactly(
                        new Shift(from, local("2026-01-05T09:00"), List.of()),
                        new Shift(local("2026-01-05T09:00"), local("2026-01-10T00:00"), List.of("anna")));
        assertThat(shifts.getFirst().gap()).isTrue();
    }

    @Test
    void neighbouringShiftsOfOnePersonAreOne() {
        Schedule schedule = berlin(new Layer(List.of("anna"), MONDAY_NINE, Period.ofDays(1)));

        assertThat(schedule.shifts(local("2026-02-01T00:00"), local("2026-03-01T00:00")))
                .hasSize(1);
    }

    @Test
    void anEmptyRangeHasNoShifts() {
        Instant at = local("2026-02-01T00:00");

        assertThat(berlin(WEEKLY).shifts(at, at)).isEmpty();
        assertThat(berlin(WEEKLY).shifts(at, at.minusSeconds(1))).isEmpty();
    }

    @Test
    void aRangeOverTheLimitIsRefused() {
        Instant from = local("2026-02-01T00:00");

        assertThatThrownBy(() -> berlin(WEEKLY)
                        .shifts(from, from.plus(Schedule.RANGE_MAX).plusSeconds(1)))
                .hasMessageContaining("cannot list shifts of primary")
                .hasMessageContaining("the limit is 3653");
    }

    @Test
    void theNextPersonIsTheOneAfterTheHandOff() {
        assertThat(berlin(WEEKLY).next(local("2026-01-06T00:00"))).contains("bob");
        assertThat(berlinWith(override("erin", "2026-01-06T09:00", "2026-01-07T09:00"))
                        .next(local("2026-01-06T00:00")))
                .contains("erin");
    }

    @Test
    void aLonelyRotationHasNoNextPerson() {
        assertThat(berlin(new Layer(List.of("anna"), MONDAY_NINE, Period.ofDays(1)))
                        .next(local("2026-02-01T00:00")))
                .isEmpty();
        assertThat(berlin().next(local("2026-02-01T00:00"))).isEmpty();
    }

    @Test
    void monthsAreCountedFromTheAnchorAndDoNotDrift() {
        Layer monthly = new Layer(List.of("anna", "bob"), LocalDateTime.parse("2026-01-31T09:00"), Period.ofMonths(1));

        assertThat(new Schedule("monthly", ZoneOffset.UTC, List.of(monthly), List.of())
                        .shifts(Instant.parse("2026-01-31T09:00:00Z"), Instant.parse("2026-05-31T09:00:00Z")))
                .extracting(Shift::from)
                .containsExactly(
                        Instant.parse("2026-01-31T09:00:00Z"),
                        Instant.parse("2026-02-28T09:00:00Z"),
                        Instant.parse("2026-03-31T09:00:00Z"),
                        Instant.parse("2026-04-30T09:00:00Z"));
    }

    @Test
    void aTurnShorterThanAnHourIsRefused() {
        assertThatThrownBy(() -> new Layer(List.of("anna"), MONDAY_NINE, Period.ZERO))
                .hasMessage("cannot build rotation: every is P0D, the least is PT1H");
        assertThatThrownBy(() -> new Layer(List.of("anna"), MONDAY_NINE, Period.of(0, 1, -1)))
                .hasMessageContaining("every is P1M-1D");
        assertThatThrownBy(() -> new Layer(List.of("anna"), MONDAY_NINE, Period.ofYears(1_000)))
                .hasMessageContaining("the most is 36500 days");
    }

    @Test
    void aRotationWithoutPeopleIsRefused() {
        assertThatThrownBy(() -> new Layer(List.of(), MONDAY_NINE, Period.ofDays(1)))
                .hasMessage("cannot build rotation: it has no users");
        assertThatThrownBy(() -> new Layer(List.of(" "), MONDAY_NINE, Period.ofDays(1)))
                .hasMessage("cannot build rotation: a user name is blank");
    }

    @Test
    void anOverrideThatEndsBeforeItStartsIsRefused() {
        assertThatThrownBy(() -> override("erin", "2026-01-07T09:00", "2026-01-06T09:00"))
                .hasMessageContaining("cannot build override: it ends at 2026-01-06T08:00:00Z");
    }

    private static Schedule berlin(Layer... layers) {
        return new Schedule("primary", BERLIN, List.of(layers), List.of());
    }

    private static Schedule berlinWith(ScheduleOverride... overrides) {
        return new Schedule("primary", BERLIN, List.of(WEEKLY), List.of(overrides));
    }

    private static ScheduleOverride override(String user, String from, String to) {
        return new ScheduleOverride.Everybody(user, local(from), local(to));
    }

    private static Instant local(String wall) {
        return LocalDateTime.parse(wall).atZone(BERLIN).toInstant();
    }
}
