package io.tocsin.escalation;

import io.tocsin.model.AlertGroup;
import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of alerts with people on it. Plain data, equal by content: what the journal writes is all there is.
 *
 * @param policy as it was when the round started: a changed configuration takes effect with the next round
 * @param severity the worst that fires, as last heard of
 * @param group the alerts as last heard of; those of all its groups, once others were merged into it
 * @param pause while it waits; null while its clock runs. Of one that was resolved by hand: while what still fires is held back
 * @param parts its groups one by one, its own first, once others were merged into it; empty until then
 */
public record Incident(
        String id,
        Policy policy,
        State state,
        AlertGroup group,
        Severity severity,
        Instant openedAt,
        Progress progress,
        Timeline timeline,
        @Nullable Pause pause,
        List<Part> parts) {
    /** What the keys of groups begin with that no rule and no route made, but a person. */
    static final String BY_HAND = "manual/";

    public Incident {
        // What was written before there were merges has no parts, and before there were hashes none.
        parts = parts == null ? List.of() : List.copyOf(parts);
        timeline = timeline.sealed(id);
    }

    /** An incident into which nothing was merged. */
    public Incident(
            String id,
            Policy policy,
            State state,
            AlertGroup group,
            Severity severity,
            Instant openedAt,
            Progress progress,
            Timeline timeline,
            @Nullable Pause pause) {
        this(id, policy, state, group, severity, openedAt, progress, timeline, pause, List.of());
    }

    /** The key of a group that a person makes up to page somebody; never the key of a route's group. */
    public static String keyByHand(String id) {
        return BY_HAND + id;
    }

    /** The group key: at most one incident of a key is not resolved. */
    public String key() {
        return group.key();
    }

    public int round() {
        return progress.round();
    }

    /** Levels that have had their turn, in order. */
    public List<Fired> fired() {
        return progress.fired();
    }

    /** Whether people still have to do something about it. */
    public boolean open() {
        return !(state instanceof State.Resolved);
    }

    /** Whether it makes a difference to it that its alerts are held back: also when a person resolved it and they still fire. */
    public boolean hearsOfHolds() {
        return !(state instanceof State.Resolved over) || !over.settled();
    }

    /**
     * When time alone will next change this incident, or null if it never will. May lie in the past. Send {@link Signal.TimerDue}
     * then; too early or too often does no harm.
     */
    public @Nullable Instant nextDeadline() {
        if (pause != null) return pause.resolveAt();
        return switch (state) {
            case State.Triggered triggered ->
                Deadlines.earliest(
                        progress.deadlines().earliest(), progress.hearing().toldBy());
            case State.Acknowledged acknowledged ->
                Deadlines.earliest(acknowledged.until(), progress.deadlines().unresolved());
            case State.Resolved resolved ->
                resolved.settled() ? null : resolved.at().plus(Escalation.HELD_DOWN_MAX);
        };
    }

    /**
     * The same after the clock on the wall was set back by that much and shows {@code now}: whoever has time to answer has as much as
     * before, and what was over stays over for as long. What has happened keeps the times that it was told with.
     */
    public Incident earlierBy(Duration by, Instant now) {
        Instant recent = now.plus(by).minus(Escalation.HELD_DOWN_MAX);
        State then = switch (state) {
            case State.Triggered triggered -> triggered;
            case State.Acknowledged held -> held.earlierBy(by);
            case State.Resolved over -> over.earlierBy(by, recent);
        };
        if (state instanceof State.Resolved over && over.at().isBefore(recent)) return with(then);
        return with(then)
                .with(group.earlierBy(by, now), severity)
                .with(parts.stream()
                        .map(part -> part.with(part.group().earlierBy(by, now)))
                        .toList())
                .with(progress.earlierBy(by))
                .with(pause == null ? null : pause.earlierBy(by));
    }

    /** This as one looks ahead: its pages arrive, and nobody writes down what becomes of it. */
    Incident thoughtOf() {
        Progress trusted = progress.with(new Hearing(progress.hearing().heldUntil(), null));
        return new Incident(id, policy, state, group, severity, openedAt, trusted, Timeline.UNWRITTEN, pause, parts);
    }

    Incident with(State now) {
        return new Incident(id, policy, now, group, severity, openedAt, progress, timeline, pause, parts);
    }

    Incident with(Progress now) {
        return new Incident(id, policy, state, group, severity, openedAt, now, timeline, pause, parts);
    }

    Incident with(Policy now) {
        return new Incident(id, now, state, group, severity, openedAt, progress, timeline, pause, parts);
    }

    Incident with(AlertGroup now, Severity worst) {
        return new Incident(id, policy, state, now, worst, openedAt, progress, timeline, pause, parts);
    }

    Incident with(TimelineEntry entry) {
        return new Incident(
                id, policy, state, group, severity, openedAt, progress, timeline.plus(id, entry), pause, parts);
    }

    Incident with(@Nullable Pause now) {
        return new Incident(id, policy, state, group, severity, openedAt, progress, timeline, now, parts);
    }

    Incident with(List<Part> now) {
        return new Incident(id, policy, state, group, severity, openedAt, progress, timeline, pause, now);
    }
}
