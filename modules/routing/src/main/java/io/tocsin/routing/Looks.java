package io.tocsin.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at groups, and lets those alerts go that are over and of which nobody has to hear. */
final class Looks {
    private final RouterTerms terms;
    private final Evaluation evaluation;
    private final AlertIndex alerts;
    private final Groups groups;
    private final NotificationLog log;
    private final Inhibitor inhibitor;
    private final Silences silences;
    /** Let go of by a silence before anybody may be told. */
    private final Set<Group> postponed = new HashSet<>();

    Looks(
            RouterTerms terms,
            Evaluation evaluation,
            AlertIndex alerts,
            Groups groups,
            NotificationLog log,
            Inhibitor inhibitor,
            Silences silences) {
        this.terms = terms;
        this.evaluation = evaluation;
        this.alerts = alerts;
        this.groups = groups;
        this.log = log;
        this.inhibitor = inhibitor;
        this.silences = silences;
    }

    /** Looks again at groups that a silence held back, unless they are still waiting for their first notice. */
    void release(Collection<Group> released, Instant now, Changes changes) {
        Set<Group> inOrder = new TreeSet<>(Comparator.comparing((Group group) -> group.id));
        inOrder.addAll(released);
        inOrder.addAll(postponed);
        postponed.clear();
        if (terms.closedAt(now)) {
            postponed.addAll(inOrder);
            return;
        }
        for (Group group : inOrder) {
            if (group.lastFlush() != null) look(group, new Evaluation.Look(now, now, false), changes);
        }
    }

    /**
     * When to look next.
     *
     * @param first when something is due; null for never
     */
    @Nullable
    Instant nextDeadline(@Nullable Instant first) {
        boolean early = !postponed.isEmpty() || (first != null && first.isBefore(terms.opening()));
        return early ? terms.opening() : first;
    }

    /** Says at once of groups that are held back as a whole that nobody is told of them: their next look may be hours away. */
    void hush(Collection<Group> groups, Instant now, Changes changes) {
        for (Group group : groups) {
            if (group.lastFlush() != null && evaluation.holdsAll(group, now))
                evaluation.evaluate(group, new Evaluation.Look(now, now, false), changes);
        }
    }

    /** Evaluates a group; then alerts that are over leave it, and an empty group ends. */
    void look(Group group, Evaluation.Look look, Changes changes) {
        postponed.remove(group);
        Set<Tracked> held = evaluation.evaluate(group, look, changes);
        List<String> told = new ArrayList<>(List.of(Entity.LogEntry.PICTURE));
        group.receiver.integrations().forEach(integration -> told.add(integration.id()));
        List<Tracked> leaving = new ArrayList<>();
        for (Tracked alert : group.members()) {
            if (alert.alert().firingAt(look.now())) continue;
            // Somebody was told that it fires: its end is owed, once nothing holds it back.
            boolean owed = held.contains(alert) && log.believesFiring(group.scope(), told, alert.fingerprint);
            if (!owed) leaving.add(alert);
        }
        leave(group, leaving, changes);
        if (group.isEmpty()) groups.remove(group, changes);
    }

    private void leave(Group group, List<Tracked> leaving, Changes changes) {
        Set<Long> gone = new HashSet<>();
        for (Tracked alert : leaving) {
            gone.add(alert.fingerprint);
            group.remove(alert);
            if (alert.groups().isEmpty()) drop(alert, changes);
            else changes.remember(alert.entry());
        }
        if (!gone.isEmpty()) log.dropFiring(group.scope(), gone, changes);
    }

    private void drop(Tracked alert, Changes changes) {
        alerts.remove(alert);
        inhibitor.remove(alert);
        silences.remove(alert);
        changes.forget(Entity.AlertEntry.key(alert.fingerprint));
    }
}
