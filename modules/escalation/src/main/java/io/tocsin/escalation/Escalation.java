package io.tocsin.escalation;

import io.tocsin.escalation.Effect.Page;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Severity;
import io.tocsin.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to page, and when. Pure: the same incident, signal and instant always give the same step, so a crash is recovered by
 * reading the last incident back, and a year of escalations runs in a test in milliseconds. Built anew when configuration changes;
 * incidents that are under way keep the policy of their round.
 */
public final class Escalation {
    /** What fires again so soon after it was resolved is the same trouble, in the same thread. */
    public static final Duration REOPEN_WITHIN = Duration.ofMinutes(10);

    /** How long a resolve by hand silences an alert that never stops firing: a day, so that the next shift looks at it. */
    public static final Duration HELD_DOWN_MAX = Duration.ofHours(24);

    /** How often the fallback is paged once all levels are used up. */
    public static final Duration FALLBACK_EVERY = Duration.ofHours(1);

    /** The longest snooze: longer than that is a silence, which has an author and a reason. */
    public static final Duration SNOOZE_MAX = Duration.ofDays(7);

    /** More than a busy timer: from here on a level counts as late, which is told, and only one late level is paged at once. */
    public static final Duration LATE_AFTER = Duration.ofMinutes(1);

    private final Map<String, Policy> policies;
    private final Map<String, Schedule> schedules;
    private final Reach reach;

    /** One that reaches everybody by all contact methods at once. */
    public Escalation(Map<String, Policy> policies, Map<String, Schedule> schedules) {
        this(policies, schedules, Reach.AT_ONCE);
    }

    /**
     * Takes the configuration by name.
     *
     * @throws IllegalArgumentException when a policy names a schedule that is not there
     */
    public Escalation(Map<String, Policy> policies, Map<String, Schedule> schedules, Reach reach) {
        this.reach = reach;
        this.policies = Map.copyOf(policies);
        this.schedules = Map.copyOf(schedules);
        for (Policy policy : policies.values()) {
            policy.levels().forEach(level -> requireSchedules(policy, level.targets()));
            requireSchedules(policy, policy.fallback());
        }
    }

    /** Whether there is a policy of that name. */
    public boolean has(String policyName) {
        return policies.containsKey(policyName);
    }

    /**
     * Opens an incident and pages who is to be paged at once.
     *
     * @param id never used before
     * @throws IllegalArgumentException when there is no such policy
     */
    public Step open(String id, String policyName, AlertGroup group, Instant now) {
        return open(id, policyName, group, "", now);
    }

    /**
     * The same because a person wants it.
     *
     * @param by who wants it; empty for nobody
     */
    public Step open(String id, String policyName, AlertGroup group, String by, Instant now) {
        Policy policy = policies.get(policyName);
        if (policy == null)
            throw new IllegalArgumentException("cannot open incident: there is no policy " + policyName);
        Severity worst = group.severityAt(now);
        Progress start = new Progress(0, now, List.of(), Deadlines.NONE, 0, 0, List.of(), Hearing.NONE);
        Turn turn = new Turn(
                new Incident(id, policy, new State.Triggered(), group, worst, now, start, Timeline.EMPTY, null), now);
        String alerts = Sentences.count(group.firingAt(now).size(), "alert");
        String opened = by.isEmpty() ? "opened with " + alerts + " firing" : "opened by " + by;
        String what = Sentences.names(group.firingAt(now));
        turn.tell(Kind.OPENED, opened + ", " + worst + ", policy " + policyName + ": " + what, by);
        new Ladder(policies, schedules, new Paging(reach, turn), turn).startRound(0, "the incident began");
        return withNext(turn.done());
    }

    /** What becomes of an incident, and what has to be done about it. An effect {@link Effect.Rejected} comes with no change. */
    public Step step(Incident incident, Signal signal, Instant now) {
        return withNext(decide(incident, signal, now));
    }

    /**
     * Says that one incident is the same trouble as another: it is over, its alerts go there, and what its groups do from now on is
     * heard there as well, until the other one is over. Either both change or none.
     *
     * @param by who says so
     */
    public Merged merge(Incident from, Incident into, String by, Instant now) {
        String cannot = "cannot merge " + from.id() + " into " + into.id() + ": ";
        String refusal = null;
        if (from.id().equals(into.id())) refusal = cannot + "it is the same";
        else if (from.state() instanceof State.Resolved over) refusal = cannot + "it was resolved at " + over.at();
        else if (into.state() instanceof State.Resolved over)
            refusal = cannot + into.id() + " was resolved at " + over.at();
        if (refusal != null) return new Merged(unchanged(from), unchanged(into), refusal);
        return new Merged(
                step(from, new Signal.Merge(by, into.id()), now), step(into, new Signal.Absorb(by, from), now), null);
    }

    private static Step unchanged(Incident incident) {
        return new Step(incident, List.of());
    }

    /**
     * Who would be paged when, if a group came in now and nobody answered: up to the first time the fallback is paged. Decided by the
     * very steps that an incident takes.
     *
     * @throws IllegalArgumentException when there is no such policy
     */
    public List<Planned> preview(String policyName, AlertGroup group, Instant now) {
        return new Forecast(this).of(open("", policyName, group, now), now);
    }

    /** The same for an incident that is under way, from its next deadline on; empty when time alone will page nobody. */
    public List<Planned> preview(Incident incident) {
        return new Forecast(this).of(new Step(incident, List.of()), incident.openedAt());
    }

    /** The step without the look ahead that pages carry. */
    Step decide(Incident incident, Signal signal, Instant now) {
        Turn turn = new Turn(incident, now);
        Paging paging = new Paging(reach, turn);
        Ladder ladder = new Ladder(policies, schedules, paging, turn);
        new Decision(turn, ladder, paging).about(signal);
        return unlessRejected(incident, turn.done());
    }

    private static Step unlessRejected(Incident before, Step step) {
        boolean rejected = step.effects().stream().anyMatch(Effect.Rejected.class::isInstance);
        return rejected ? new Step(before, step.effects()) : step;
    }

    private Step withNext(Step step) {
        if (step.effects().stream().noneMatch(Page.class::isInstance)) return step;
        @Nullable Planned next = new Forecast(this).next(step.incident());
        List<Effect> effects = step.effects().stream()
                .map(effect -> effect instanceof Page page ? page.with(next) : effect)
                .toList();
        return new Step(step.incident(), effects);
    }

    private void requireSchedules(Policy policy, List<Target> targets) {
        for (Target target : targets) {
            if (target instanceof Target.ScheduleTarget(String name) && !schedules.containsKey(name)) {
                throw new IllegalArgumentException(
                        "cannot use policy " + policy.name() + ": there is no schedule " + name);
            }
        }
    }
}
