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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sequence of signals up to a depth, over small policies: what holds after each step, whatever came before. */
class ExhaustiveTest {
    private static final int DEPTH = 5;
    private static final AlertGroup HIGH = group("high");
    private static final AlertGroup WORSE = group("high", "critical");
    private static final List<Target> OPS = List.of(new UserTarget("ops"));

    private static final Signal TAKE_IN = new Signal.Absorb(
            "a",
            Fixture.ESCALATION.open("inc-2", "default", Fixture.other(), NOON).incident());

    private final Map<Visit, Integer> seen = new HashMap<>();

    static List<Policy> policies() {
        List<Level> both = List.of(
                level(0, Unless.ACKNOWLEDGED, new UserTarget("a")), level(15, Unless.RESOLVED, new UserTarget("b")));
        List<Level> gap = List.of(
                level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("empty")),
                level(15, Unless.ACKNOWLEDGED, new UserTarget("b")));
        return List.of(
                Policy.of("policy", both, OPS),
                Policy.of("policy", gap, List.of(new ScheduleTarget("empty"))),
                new Policy(
                        "policy",
                        both,
                        OPS,
                        Duration.ofMinutes(20),
                        new Repeat(Duration.ofMinutes(25), 1),
                        Duration.ofMinutes(3)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void whateverHappensTheInvariantsHold(Policy policy) {
        Escalation escalation = Fixture.escalation(policy);

        explore(escalation, escalation.open("inc-1", "policy", HIGH, NOON).incident(), NOON, DEPTH);

        assertThat(seen.size()).isGreaterThan(1_000);
    }

    /** Timelines differ by path and decide nothing, so they do not make two states different. */
    private void explore(Escalation escalation, Incident incident, Instant now, int depth) {
        Incident bare = new Incident(
                incident.id(),
                incident.policy(),
                incident.state(),
                incident.group(),
                incident.severity(),
                incident.openedAt(),
                incident.progress(),
                new Timeline(incident.timeline().entries().subList(0, 1), 0),
                incident.pause(),
                incident.parts());
        Visit visit = new Visit(bare, now);
        if (depth <= seen.getOrDefault(visit, 0)) return;
        seen.put(visit, depth);
        for (Move move : moves(bare, now)) {
            Step step = escalation.step(bare, move.signal(), move.at());
            Invariants.check(bare, move.signal(), move.at(), step);
            explore(escalation, step.incident(), move.at(), depth - 1);
        }
    }

    private static List<Move> moves(Incident incident, Instant now) {
        Instant due = incident.nextDeadline();
        Instant onTime = due == null || due.isBefore(now) ? now : due;
        Instant soon = now.plus(Duration.ofMinutes(7));
        return List.of(
                new Move(new Signal.TimerDue(), now),
                new Move(new Signal.TimerDue(), onTime),
                new Move(new Signal.TimerDue(), onTime.plus(Duration.ofHours(3))),
                new Move(new Signal.TimerDue(), now.minus(Duration.ofHours(3))),
                new Move(new Signal.Firing(HIGH), soon),
                new Move(new Signal.Firing(WORSE), soon),
                new Move(new Signal.Cleared(HIGH), soon),
                new Move(new Signal.Acknowledge("a", null, null), soon),
                new Move(new Signal.Acknowledge("b", 1, soon.plus(Duration.ofMinutes(5))), soon),
                new Move(new Signal.Unacknowledge("a"), soon),
                new Move(new Signal.Resolve("a"), soon),
                new Move(new Signal.EscalateNow("a"), soon),
                new Move(new Signal.Reassign("a", List.of(new UserTarget("c"))), soon),
                new Move(new Signal.Held("silenced"), soon),
                new Move(new Signal.Released(), soon),
                new Move(new Signal.Merge("a", "inc-2"), soon),
                new Move(incident.open() && incident.parts().isEmpty() ? TAKE_IN : new Signal.Released(), soon),
                new Move(new Signal.Cleared(Fixture.ended(Fixture.other(), soon)), soon),
                new Move(new Signal.PageFailed(incident.round(), 1, "a", "bounced"), soon));
    }

    private record Visit(Incident incident, Instant now) {}

    private record Move(Signal signal, Instant at) {}
}
