package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at a group, in Alertmanager's order: inhibition, active and mute intervals, silences, then deduplication for each
 * integration. Says what it found and writes the notification log; changes nothing else.
 */
final class Evaluation {
    private final RoutingConfig config;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final NotificationLog log;

    Evaluation(RoutingConfig config, Inhibitor inhibitor, Silences silences, NotificationLog log) {
        this.config = config;
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.log = log;
    }

    /** A look that is in turn may repeat what was told; one out of turn only tells news. */
    record Look(Instant now, Instant tick, boolean inTurn) {}

    /** Looks at a group and gives the alerts that were held back. */
    Set<Tracked> evaluate(Group group, Look look, Changes changes) {
        List<Tracked> all = group.inOrder();
        List<Tracked> told = new ArrayList<>(all.size());
        Held held = new Held(inhibitor, silences, mutedBy(group.route, look.now), look.now);
        for (Tracked alert : all) {
            if (!held.holds(alert)) told.add(alert);
        }
        if (told.isEmpty()) {
            changes.add(decision(group, all, look, held.stages(), held.verdict(), held.why()));
        } else {
            tell(group, all, told, look, held, changes);
        }
        return held.alerts();
    }

    /** Whether nothing of a group would be told now, whatever is new in it. */
    boolean holdsAll(Group group, Instant now) {
        Held held = new Held(inhibitor, silences, mutedBy(group.route, now), now);
        return group.members().stream().allMatch(held::holds);
    }

    /** Names of the time intervals that silence a route at this time: those it is in, or those it should be in. */
    List<String> muting(Route route, Instant now) {
        return outside(route, now) ? route.activeIntervals() : inside(route.muteIntervals(), now);
    }

    private boolean outside(Route route, Instant now) {
        return !route.activeIntervals().isEmpty()
                && inside(route.activeIntervals(), now).isEmpty();
    }

    /** What silences a route at this time; null for nothing. */
    Held.@Nullable Muting mutedBy(Route route, Instant now) {
        List<String> muting = muting(route, now);
        return muting.isEmpty() ? null : new Held.Muting(outside(route, now), muting);
    }

    private List<String> inside(List<String> names, Instant now) {
        List<String> inside = new ArrayList<>(1);
        for (String name : names) {
            TimeInterval interval = config.timeIntervals().get(name);
            if (interval != null && interval.contains(now)) inside.add(name);
        }
        return inside;
    }

    private void tell(Group group, List<Tracked> all, List<Tracked> told, Look look, Held held, Changes changes) {
        Dedup dedup = dedup(group, told, look);
        List<Stage> stages = held.stages();
        Effect.Reason reason = weigh(group, null, look, dedup, stages, changes);
        List<Integration> due = new ArrayList<>();
        for (Integration integration : group.receiver.integrations()) {
            Effect.Reason why = weigh(group, integration, look, dedup, stages, changes);
            if (why == null || (dedup.firing().isEmpty() && !integration.sendResolved())) continue;
            due.add(integration);
            if (reason == null) reason = why;
        }
        String also = held.alerts().isEmpty() ? "" : "; " + held.alerts().size() + " held back: " + held.why();
        if (reason == null) {
            String why = known(group, dedup) + also;
            changes.add(decision(group, all, look, stages, Effect.Verdict.NO_CHANGE, why));
            return;
        }
        List<Alert> alerts = told.stream().map(alert -> alert.told(look.now)).toList();
        AlertGroup shown = new AlertGroup(group.key, group.labels, group.receiver.name(), alerts);
        changes.add(new Effect.Flush(shown, group.receiver, reason, due, group.route.labels(), look.now, look.tick));
        changes.add(decision(group, all, look, stages, Effect.Verdict.NOTIFIED, said(reason, dedup) + also));
    }

    /** Whether an integration, or with null the picture of the receiver as a whole, is told; notes down what came of it. */
    private Effect.@Nullable Reason weigh(
            Group group,
            @Nullable Integration integration,
            Look look,
            Dedup dedup,
            List<Stage> stages,
            Changes changes) {
        String id = integration == null ? Entity.LogEntry.PICTURE : integration.id();
        boolean wantsEnds = integration == null || integration.sendResolved();
        Effect.Reason reason = decide(group, id, wantsEnds, dedup, changes);
        Entity.LogEntry told = log.entry(group.scope(), id);
        boolean holds =
                told != null && !told.firing().isEmpty() && !dedup.firing().isEmpty();
        Instant next = told != null && holds ? ticks(group, look).from(told.at().plus(repeat(group))) : null;
        stages.add(new Stage.Weighed(id, ruling(integration, reason, dedup, wantsEnds), reason, next));
        return reason;
    }

    private static Stage.Ruling ruling(
            @Nullable Integration integration, Effect.@Nullable Reason reason, Dedup dedup, boolean wantsEnds) {
        if (integration != null && integration.destination() == null) return Stage.Ruling.UNDELIVERABLE;
        if (reason == null) return Stage.Ruling.NOTHING_NEW;
        return dedup.firing().isEmpty() && !wantsEnds ? Stage.Ruling.END_NOT_WANTED : Stage.Ruling.TOLD;
    }

    private static Ticks ticks(Group group, Look look) {
        Duration interval = group.route.timers().groupInterval();
        return new Ticks(look.inTurn ? look.tick.plus(interval) : group.nextFlush(), interval);
    }

    private static Duration repeat(Group group) {
        return group.route.timers().repeatInterval();
    }

    private static Dedup dedup(Group group, List<Tracked> told, Look look) {
        List<Long> firing = new ArrayList<>();
        List<Long> resolved = new ArrayList<>();
        for (Tracked alert : told) {
            (alert.alert().firingAt(look.now) ? firing : resolved).add(alert.fingerprint);
        }
        firing.sort(null);
        resolved.sort(null);
        return new Dedup(
                firing, resolved, look.tick, look.inTurn ? group.route.timers().repeatInterval() : null);
    }

    private Effect.@Nullable Reason decide(
            Group group, String integration, boolean sendResolved, Dedup dedup, Changes changes) {
        Effect.Reason reason = dedup.reason(log.entry(group.scope(), integration), sendResolved);
        if (reason != null) {
            String receiver = group.receiver.name();
            log.write(
                    new Entity.LogEntry(
                            group.key, receiver, integration, dedup.tick(), dedup.firing(), dedup.resolved()),
                    changes);
        }
        return reason;
    }

    private static Effect.Decision decision(
            Group group, List<Tracked> all, Look look, List<Stage> stages, Effect.Verdict verdict, String why) {
        List<Effect.Seen> seen = all.stream()
                .map(alert -> new Effect.Seen(
                        alert.fingerprint, alert.labels(), alert.alert().firingAt(look.now)))
                .toList();
        return new Effect.Decision(
                group.key, group.receiver.name(), group.labels, look.now, look.inTurn, seen, stages, verdict, why);
    }

    private String known(Group group, Dedup dedup) {
        Entity.LogEntry told = log.entry(group.scope(), Entity.LogEntry.PICTURE);
        if (told == null) return "nothing fires, and nothing was told";
        if (dedup.firing().isEmpty()) return "nothing fires, as was told at " + told.at();
        return "nothing new since " + told.at() + ", to be repeated from "
                + told.at().plus(group.route.timers().repeatInterval());
    }

    private static String said(Effect.Reason reason, Dedup dedup) {
        String counts = dedup.firing().size() + " firing, " + dedup.resolved().size() + " resolved";
        return switch (reason) {
            case FIRST -> "first notice: " + counts;
            case NEW_ALERTS -> "new alerts: " + counts;
            case SOME_RESOLVED -> "some are over: " + counts;
            case ALL_RESOLVED -> "all are over: " + counts;
            case REPEAT -> "the repeat interval has passed: " + counts;
        };
    }
}
