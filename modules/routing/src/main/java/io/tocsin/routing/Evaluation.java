package io.tocsin.routing;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        Held held = new Held();
        String muted = mutedBy(group.route, look.now);
        for (Tracked alert : all) {
            if (held.holds(alert, look.now, muted)) continue;
            told.add(alert);
        }
        if (told.isEmpty()) {
            changes.add(
                    new Effect.Decision(group.key, group.receiver.name(), look.now, held.verdict(), held.why(muted)));
        } else {
            tell(group, told, look, held, changes);
        }
        return held.alerts;
    }

    /** Sorts out what is held back, and by which stage: the latest one that held anything back gave the verdict. */
    private final class Held {
        final Set<Tracked> alerts = new HashSet<>();
        private final TreeSet<String> inhibitedBy = new TreeSet<>();
        private final TreeSet<String> silencedBy = new TreeSet<>();
        private boolean interval;

        boolean holds(Tracked alert, Instant now, @Nullable String muted) {
            Long source = inhibitor.inhibitedBy(alert, now);
            List<String> silent = source == null && muted == null ? silences.holding(alert, now) : List.of();
            if (source == null && muted == null && silent.isEmpty()) return false;
            alerts.add(alert);
            if (source != null) inhibitedBy.add(Long.toHexString(source));
            else if (muted != null) interval = true;
            silencedBy.addAll(silent);
            return true;
        }

        Effect.Verdict verdict() {
            if (!silencedBy.isEmpty()) return Effect.Verdict.SILENCED;
            return interval ? Effect.Verdict.MUTED_BY_INTERVAL : Effect.Verdict.INHIBITED;
        }

        String why(@Nullable String muted) {
            List<String> parts = new ArrayList<>();
            if (!inhibitedBy.isEmpty()) parts.add("inhibited by alert " + String.join(", ", inhibitedBy));
            if (interval) parts.add(String.valueOf(muted));
            if (!silencedBy.isEmpty()) parts.add("silenced by " + String.join(", ", silencedBy));
            return String.join("; ", parts);
        }
    }

    /** Names of the time intervals that silence a route at this time: those it is in, or those it should be in. */
    List<String> muting(Route route, Instant now) {
        return outside(route, now) ? route.activeIntervals() : inside(route.muteIntervals(), now);
    }

    private boolean outside(Route route, Instant now) {
        return !route.activeIntervals().isEmpty()
                && inside(route.activeIntervals(), now).isEmpty();
    }

    private @Nullable String mutedBy(Route route, Instant now) {
        List<String> muting = muting(route, now);
        if (muting.isEmpty()) return null;
        String where = outside(route, now) ? "outside of active" : "inside of mute";
        return where + " time interval " + String.join(", ", muting);
    }

    private List<String> inside(List<String> names, Instant now) {
        List<String> inside = new ArrayList<>(1);
        for (String name : names) {
            TimeInterval interval = config.timeIntervals().get(name);
            if (interval != null && interval.contains(now)) inside.add(name);
        }
        return inside;
    }

    private void tell(Group group, List<Tracked> told, Look look, Held held, Changes changes) {
        Dedup dedup = dedup(group, told, look);
        Effect.Reason picture = decide(group, Entity.LogEntry.PICTURE, true, dedup, changes);
        List<Integration> due = new ArrayList<>();
        Effect.Reason reason = picture;
        for (Integration integration : group.receiver.integrations()) {
            Effect.Reason why = decide(group, integration.id(), integration.sendResolved(), dedup, changes);
            if (why == null || (dedup.firing().isEmpty() && !integration.sendResolved())) continue;
            due.add(integration);
            if (reason == null) reason = why;
        }
        String also = held.alerts.isEmpty()
                ? ""
                : "; " + held.alerts.size() + " held back: " + held.why(mutedBy(group.route, look.now));
        if (reason == null) {
            decision(group, look.now, Effect.Verdict.NO_CHANGE, known(group, dedup) + also, changes);
            return;
        }
        List<Alert> alerts = told.stream().map(alert -> alert.told(look.now)).toList();
        AlertGroup shown = new AlertGroup(group.key, group.labels, group.receiver.name(), alerts);
        changes.add(new Effect.Flush(shown, group.receiver, reason, due, group.route.labels(), look.now, look.tick));
        decision(group, look.now, Effect.Verdict.NOTIFIED, said(reason, dedup) + also, changes);
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

    private static void decision(Group group, Instant now, Effect.Verdict verdict, String why, Changes changes) {
        changes.add(new Effect.Decision(group.key, group.receiver.name(), now, verdict, why));
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
