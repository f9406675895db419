package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.NOON;
import static io.tocsin.escalation.Fixture.group;
import static io.tocsin.escalation.Fixture.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.AlertGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random lives of incidents. A failure names its seed. */
class SimulationTest {
    private static final int LIVES = 1_500;
    private static final int MINUTES = 400;
    private static final int STEPS = 80;

    @Test
    void withTimersOnTimeTheNaiveReadingOfTheRulesAgrees() {
        for (int seed = 0; seed < LIVES; seed++) {
            Random random = new Random(seed);
            Policy policy = RandomPolicies.any(random, false);
            Story story = Story.of(policy);
            NaiveEscalation naive = new NaiveEscalation(policy);
            int quietFor = 1 + random.nextInt(60);
            for (int minute = 1; minute <= MINUTES; minute++) {
                story.until(minute);
                naive.aMinutePasses();
                if (random.nextInt(quietFor) == 0) act(random, story, naive);
            }
            assertThat(story.pages()).as("seed %d, %s", seed, policy).isEqualTo(naive.pages);
        }
    }

    @Test
    void withAnotherIncidentMergedIntoItTheNaiveReadingAgreesToo() {
        for (int seed = 0; seed < LIVES; seed++) {
            Random random = new Random(seed);
            Policy policy = RandomPolicies.any(random, false);
            Story story = Story.of(policy);
            NaiveEscalation naive = new NaiveEscalation(policy);
            int quietFor = 1 + random.nextInt(40);
            for (int minute = 1; minute <= MINUTES; minute++) {
                story.until(minute);
                naive.aMinutePasses();
                if (random.nextInt(quietFor) != 0) continue;
                if (naive.merged && random.nextBoolean()) actOnAGroup(random, story, naive);
                else if (!naive.merged && random.nextInt(3) == 0) merge(story, naive);
                else act(random, story, naive, naive.merged);
            }
            assertThat(story.pages()).as("seed %d, %s", seed, policy).isEqualTo(naive.pages);
            assertThat(story.incident.timeline().broken("inc-1"))
                    .as("chain, seed %d", seed)
                    .isNull();
        }
    }

    private static void merge(Story story, NaiveEscalation naive) {
        story.takeIn(Fixture.other());
        naive.absorb();
    }

    /** News of one of the two groups. */
    private static void actOnAGroup(Random random, Story story, NaiveEscalation naive) {
        int group = random.nextInt(2);
        AlertGroup of = group == 0 ? group("high") : Fixture.other();
        switch (random.nextInt(4)) {
            case 0 -> {
                story.tell(new Signal.Cleared(Fixture.ended(of, story.now)));
                naive.clear(group);
            }
            case 1 -> {
                if (naive.tooLate()) return;
                story.tell(new Signal.Firing(of));
                naive.fireAgain(group);
            }
            case 2 -> {
                story.tell(new Signal.Held("silenced", of.key()));
                naive.hold(group);
            }
            case 3 -> {
                story.tell(new Signal.Released(of.key()));
                naive.release(group);
            }
            default -> throw new AssertionError();
        }
    }

    private static void act(Random random, Story story, NaiveEscalation naive) {
        act(random, story, naive, false);
    }

    /** @param people whether only people act */
    private static void act(Random random, Story story, NaiveEscalation naive, boolean people) {
        int what = random.nextInt(10);
        if (people && List.of(3, 4, 7, 8).contains(what)) return;
        switch (what) {
            case 0, 1 -> {
                story.acknowledge("anna");
                naive.acknowledge();
            }
            case 2 -> {
                story.tell(new Signal.Unacknowledge("anna"));
                naive.unacknowledge();
            }
            case 3 -> {
                story.tell(new Signal.Cleared(Fixture.ended(group("high"), story.now)));
                naive.clear();
            }
            case 4 -> {
                story.tell(new Signal.Firing(group("high")));
                naive.fireAgain();
            }
            case 5 -> {
                story.tell(new Signal.EscalateNow("anna"));
                naive.escalate();
            }
            case 6 -> story.wake().wake();
            case 7 -> {
                story.tell(new Signal.Held("silenced"));
                naive.hold();
            }
            case 8 -> {
                story.tell(new Signal.Released());
                naive.release();
            }
            case 9 -> {
                story.tell(new Signal.Reassign("anna", List.of(new Target.UserTarget("carol"))));
                naive.reassign("carol");
            }
            default -> throw new AssertionError();
        }
    }

    @Test
    void withBadTimersAndABadClockTheInvariantsHold() {
        for (int seed = 0; seed < LIVES; seed++) {
            try {
                new Chaos(seed).live();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void theSameSignalsGiveTheSameIncident() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(new Chaos(seed).live()).isEqualTo(new Chaos(seed).live());
        }
    }

    /** One life under timers that come early, late or twice, and a wall clock that somebody sets. */
    private static final class Chaos {
        private final Random random;
        private final Policy policy;
        private final Escalation escalation;
        private final Set<String> pages = new HashSet<>();
        private final List<LevelSeen> seen = new ArrayList<>();
        private Duration sinceStart = Duration.ZERO;
        private Duration clockError = Duration.ZERO;
        private int forwardSteps;
        private int early;
        private Incident incident;

        Chaos(int seed) {
            random = new Random(seed);
            policy = RandomPolicies.any(random, true);
            escalation = Fixture.escalation(policy);
            Step opened = escalation.open("inc-1", "policy", group("high"), NOON);
            incident = opened.incident();
            remember(new Signal.TimerDue(), opened);
        }

        Incident live() {
            for (int i = 0; i < STEPS; i++) {
                if (random.nextInt(12) == 0) setTheClock();
                sinceStart = sinceStart.plus(untilNext());
                Signal signal = signal();
                Step step = escalation.step(incident, signal, wall());
                Invariants.check(incident, signal, wall(), step);
                incident = step.incident();
                remember(signal, step);
            }
            assertThat(early)
                    .as("early levels, one per forward step of the clock")
                    .isLessThanOrEqualTo(forwardSteps);
            return incident;
        }

        private Instant wall() {
            return NOON.plus(sinceStart).plus(clockError);
        }

        private void setTheClock() {
            Duration by = Duration.ofMinutes(random.nextInt(600) - 300);
            clockError = clockError.plus(by);
            if (by.isPositive()) forwardSteps++;
        }

        /** Mostly until the deadline, sometimes short of it, sometimes long after. */
        private Duration untilNext() {
            @Nullable Instant due = incident.nextDeadline();
            Duration left = due == null ? Duration.ofMinutes(30) : Duration.between(wall(), due);
            if (left.isNegative()) left = Duration.ZERO;
            return switch (random.nextInt(5)) {
                case 0 -> left.dividedBy(2);
                case 1 -> left.plusMinutes(random.nextInt(200));
                case 2 -> Duration.ZERO;
                default -> left;
            };
        }

        private Signal signal() {
            return switch (random.nextInt(26)) {
                case 0 -> new Signal.Acknowledge("anna", null, null);
                case 1 -> new Signal.Acknowledge("bob", incident.round(), wall().plus(Duration.ofMinutes(9)));
                case 2 -> new Signal.Acknowledge("bob", 1, null);
                case 3 -> new Signal.Unacknowledge("anna");
                case 4 -> new Signal.Firing(group("critical"));
                case 5 -> new Signal.Firing(group("high"));
                case 6 -> new Signal.Cleared(group("high"));
                case 7 -> new Signal.EscalateNow("anna");
                case 8 -> new Signal.PageFailed(incident.round(), 1 + random.nextInt(3), "user-1", "bounced");
                case 9 -> new Signal.Resolve("anna");
                case 10 -> new Signal.Held("silenced");
                case 11, 12 -> new Signal.Released();
                case 13 -> new Signal.Reassign("anna", List.of(new Target.UserTarget("carol")));
                case 14 -> new Signal.PageFailed(incident.round(), 0, "carol", "bounced");
                case 15 -> new Signal.Merge("anna", "inc-2");
                case 16 -> incident.open() ? absorb() : new Signal.TimerDue();
                default -> new Signal.TimerDue();
            };
        }

        private Signal absorb() {
            return new Signal.Absorb(
                    "anna",
                    escalation
                            .open("inc-" + sinceStart.toMinutes(), "policy", Fixture.other(), wall())
                            .incident());
        }

        private void remember(Signal signal, Step step) {
            for (Effect.Page page : Invariants.pages(step)) {
                assertThat(pages.add(page.round() + "/" + page.level() + " " + page.user()))
                        .as("paged once")
                        .isTrue();
            }
            List<TimelineEntry> told = step.incident().timeline().entries();
            long late = told.stream()
                    .filter(entry -> entry.at().equals(wall()) && entry.kind() == TimelineEntry.Kind.LEVEL_PAGED)
                    .filter(entry ->
                            signal instanceof Signal.TimerDue && entry.text().endsWith(" late"))
                    .count();
            assertThat(late).as("late levels in one wake").isLessThanOrEqualTo(1);
            for (Fired fired : step.incident().fired()) {
                if (seen.stream().noneMatch(known -> known.is(fired))) rememberLevel(signal, step.incident(), fired);
            }
        }

        /** Early is a level that time alone fired sooner after the one before it, in true time, than the policy says. */
        private void rememberLevel(Signal signal, Incident after, Fired fired) {
            List<LevelSeen> before = seen.stream()
                    .filter(known -> known.fired().unless() == fired.unless())
                    .filter(known ->
                            fired.unless() == Unless.RESOLVED || known.fired().round() == fired.round())
                    .toList();
            boolean byTime = signal instanceof Signal.TimerDue
                    && after.timeline().entries().stream()
                            .noneMatch(entry ->
                                    entry.at().equals(wall()) && entry.kind() == TimelineEntry.Kind.NO_ONE_ON_CALL);
            if (byTime && !before.isEmpty()) {
                Duration waited = sinceStart.minus(before.getLast().at());
                if (waited.compareTo(policy.windowBefore(fired.level())) < 0) early++;
            }
            seen.add(new LevelSeen(fired, sinceStart));
        }
    }

    private record LevelSeen(Fired fired, Duration at) {
        boolean is(Fired other) {
            return fired.round() == other.round() && fired.level() == other.level();
        }
    }

    @Test
    void thousandsOfSignalsDoNotMakeAnIncidentGrow() {
        Story story = Story.ofDefault();
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            story.asleepUntil(i * 3L).wake();
            if (random.nextBoolean()) story.tell(new Signal.EscalateNow("anna"));
            if (random.nextBoolean()) story.acknowledge("user-" + random.nextInt(3));
            if (random.nextInt(4) == 0) story.tell(new Signal.Unacknowledge("anna"));
        }

        assertThat(story.now).isEqualTo(minute(14_997));
        assertThat(story.incident.fired()).hasSizeLessThanOrEqualTo(4);
        assertThat(story.incident.timeline().entries()).hasSize(Timeline.ENTRIES_MAX);
    }
}
