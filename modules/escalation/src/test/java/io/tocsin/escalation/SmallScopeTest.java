package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.NOON;
import static io.tocsin.escalation.Fixture.group;
import static io.tocsin.escalation.Fixture.level;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Policy.Repeat;
import io.tocsin.escalation.Target.ScheduleTarget;
import io.tocsin.escalation.Target.UserTarget;
import io.tocsin.model.AlertGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sequence of up to eight signals and timers over small policies. Two incidents that differ only in how late it is and in how
 * many rounds they have had behave alike, so each such state is looked at once: the search goes breadth first through states
 * instead of through sequences, of which there would be billions.
 */
class SmallScopeTest {
    private static final int DEPTH = 8;
    private static final AlertGroup HIGH = group("high");
    private static final AlertGroup WORSE = group("high", "critical");
    private static final List<Target> OPS = List.of(new UserTarget("ops"));

    /** Sealed once: each canonical incident would have it sealed anew. */
    private static final Timeline BLANK =
            new Timeline(List.of(new TimelineEntry(NOON, TimelineEntry.Kind.OPENED, "opened", "")), 0).sealed("inc-1");

    /** Two levels, two people: one policy of each kind. */
    static List<Policy> policies() {
        Level first = level(0, Unless.ACKNOWLEDGED, new UserTarget("a"));
        Level second = level(10, Unless.ACKNOWLEDGED, new UserTarget("b"));
        Level boss = level(10, Unless.RESOLVED, new UserTarget("b"));
        Level nobody = level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("empty"));
        Duration soon = Duration.ofMinutes(10);
        return List.of(
                Policy.of("policy", List.of(first, boss), OPS),
                new Policy("policy", List.of(nobody, boss), OPS, soon, null, soon),
                new Policy("policy", List.of(first, second), OPS, soon, new Repeat(Duration.ofMinutes(20), 1), null));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void whateverHappensInEightStepsTheInvariantsHold(Policy policy) {
        Escalation escalation = Fixture.escalation(policy);
        Set<Incident> seen = new HashSet<>();
        List<Incident> edge = new ArrayList<>();
        Incident opened = escalation.open("inc-1", "policy", HIGH, NOON).incident();
        edge.add(canonical(opened, NOON));
        int steps = 0;
        for (int depth = 0; depth < DEPTH; depth++) {
            List<Incident> next = new ArrayList<>();
            for (Incident before : edge) {
                for (Move move : moves(before)) {
                    Step step = escalation.decide(before, move.signal(), move.at());
                    Invariants.check(before, move.signal(), move.at(), step);
                    steps++;
                    Incident after = canonical(step.incident(), move.at());
                    if (seen.add(after)) next.add(after);
                }
            }
            edge = next;
        }
        assertThat(seen.size()).as("states").isGreaterThan(1_000);
        assertThat(steps).as("steps").isGreaterThan(seen.size());
    }

    /** The same incident as if it were noon, in its second round at most, with nothing told yet. */
    private static Incident canonical(Incident incident, Instant now) {
        Duration later = Duration.between(now, NOON);
        Progress progress = incident.progress();
        int rounds = Math.max(0, progress.round() - 2);
        Map<Integer, Integer> renamed = new HashMap<>();
        List<Fired> fired = progress.fired().stream()
                .map(old -> new Fired(
                        renamed.computeIfAbsent(old.round(), round -> Math.max(1, round - rounds)),
                        old.level(),
                        old.unless(),
                        NOON,
                        old.users(),
                        old.failed()))
                .toList();
        Progress moved = new Progress(
                progress.round() - rounds,
                recent(progress.roundStartedAt().plus(later)),
                fired,
                progress.deadlines().laterBy(later),
                progress.repeats(),
                // Which number the fallback has decides nothing.
                Math.min(progress.fallbacks(), 1),
                progress.assigned(),
                Hearing.NONE);
        return new Incident(
                incident.id(),
                incident.policy(),
                moved(incident.state(), later),
                incident.group(),
                incident.severity(),
                NOON,
                moved,
                BLANK,
                moved(incident.pause(), later),
                incident.parts());
    }

    /** What lies further back than every interval of these policies lies in the past, and no more. */
    private static Instant recent(Instant at) {
        Instant longAgo = NOON.minus(Duration.ofMinutes(30));
        return at.isBefore(longAgo) ? longAgo : at;
    }

    private static State moved(State state, Duration later) {
        return switch (state) {
            case State.Triggered triggered -> triggered;
            case State.Acknowledged held -> {
                Instant until = held.until();
                yield new State.Acknowledged(
                        held.by(), NOON, held.alsoBy(), until == null ? null : until.plus(later), held.severity());
            }
            case State.Resolved over -> new State.Resolved(over.by(), over.at().plus(later), over.settled());
        };
    }

    private static @Nullable Pause moved(@Nullable Pause pause, Duration later) {
        if (pause == null) return null;
        Instant end = pause.resolveAt();
        return new Pause(pause.since().plus(later), end == null ? null : end.plus(later), pause.why());
    }

    /** Time goes on by five minutes, to the next deadline, or far beyond it; signals come at once. */
    private static List<Move> moves(Incident incident) {
        Instant due = incident.nextDeadline();
        Instant onTime = due == null || due.isBefore(NOON) ? NOON : due;
        return List.of(
                new Move(new Signal.TimerDue(), onTime),
                new Move(new Signal.TimerDue(), NOON.plus(Duration.ofMinutes(5))),
                new Move(new Signal.TimerDue(), NOON.plus(Duration.ofHours(3))),
                new Move(new Signal.TimerDue(), NOON.minus(Duration.ofMinutes(5))),
                new Move(new Signal.Firing(HIGH), NOON),
                new Move(new Signal.Firing(WORSE), NOON),
                new Move(new Signal.Cleared(HIGH), NOON),
                new Move(new Signal.Acknowledge("a", incident.round(), null), NOON),
                new Move(new Signal.Acknowledge("b", incident.round() - 1, null), NOON),
                new Move(new Signal.Unacknowledge("a"), NOON),
                new Move(new Signal.Resolve("a"), NOON),
                new Move(new Signal.EscalateNow("a"), NOON),
                new Move(new Signal.Reassign("a", List.of(new UserTarget("b"))), NOON),
                new Move(new Signal.Held("silenced"), NOON),
                new Move(new Signal.Released(), NOON),
                new Move(new Signal.PageFailed(incident.round(), 1, "a", "bounced"), NOON));
    }

    private record Move(Signal signal, Instant at) {}
}
