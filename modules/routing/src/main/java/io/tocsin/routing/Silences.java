package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The silences, and which alerts each of them is about: worked out when either is new, not at every look. */
final class Silences {
    private record Deadline(Instant at, String id) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    private final AlertIndex alerts;
    private final Effort effort;
    private final Duration retention;
    private final Map<String, KeptSilence> byId = new TreeMap<>();
    private final MatcherIndex<KeptSilence> byLabel = new MatcherIndex<>();
    private final TreeSet<Deadline> deadlines = new TreeSet<>();

    /** @param retention how long one that is over stays to be seen */
    Silences(AlertIndex alerts, Effort effort, Duration retention) {
        this.alerts = alerts;
        this.effort = effort;
        this.retention = retention;
    }

    /** The groups with alerts that a silence holds back now, in order. */
    Set<Group> heldBy(String id, Instant now) {
        Set<Group> held = new TreeSet<>(Comparator.comparing((Group group) -> group.id));
        KeptSilence kept = byId.get(id);
        if (kept != null && kept.silence().holdsAt(now)) release(kept, held);
        return held;
    }

    @Nullable
    Silence find(String id) {
        KeptSilence kept = byId.get(id);
        return kept == null ? null : kept.silence();
    }

    int size() {
        return byId.size();
    }

    /** Takes one that was remembered. */
    void restore(Entity.SilenceEntry entry) {
        KeptSilence kept = new KeptSilence(entry);
        enter(kept);
        deadlines.add(new Deadline(kept.schedule(retention), kept.id()));
    }

    /** Adds or replaces a silence; gives the groups to look at again. */
    Set<Group> put(Silence silence, Instant now, Changes changes) {
        Set<Group> released = new HashSet<>();
        KeptSilence old = byId.get(silence.id());
        KeptSilence kept = old == null
                ? new KeptSilence(new Entity.SilenceEntry(silence, false, false, now))
                : replaced(old, silence, now);
        enter(kept);
        if (kept.alerts.isEmpty()) find(kept);
        else kept.alerts.forEach(alert -> alert.silence(kept));
        if (old != null && old.wasHolding(now) && !silence.holdsAt(now)) release(kept, released);
        settle(kept, now, released, changes);
        return released;
    }

    /** A silence in the place of another one, with its alerts if it is about the same. */
    private KeptSilence replaced(KeptSilence old, Silence silence, Instant now) {
        if (!old.over()) leave(old);
        deadlines.remove(new Deadline(old.deadline(), old.id()));
        Entity.SilenceEntry entry =
                new Entity.SilenceEntry(silence, false, old.entry().held(), now);
        boolean same = !old.over() && old.silence().matchers().equals(silence.matchers());
        return same ? new KeptSilence(entry, old.matchers, old.alerts) : new KeptSilence(entry);
    }

    private void enter(KeptSilence kept) {
        byId.put(kept.id(), kept);
        if (!kept.over()) kept.anchor = byLabel.add(kept.matchers, kept, alerts::count);
    }

    /** Its alerts hear of it no more. */
    private void leave(KeptSilence kept) {
        byLabel.remove(kept.anchor, kept);
        for (Tracked alert : kept.alerts) alert.unsilence(kept);
    }

    private void find(KeptSilence kept) {
        for (Tracked alert : alerts.candidates(kept.matchers)) match(kept, alert);
    }

    private void match(KeptSilence kept, Tracked alert) {
        effort.tested();
        if (!kept.matchers.matches(alert.labels())) return;
        kept.add(alert);
        alert.silence(kept);
    }

    /** Takes a new alert. */
    void add(Tracked alert) {
        byLabel.candidates(alert.labels(), kept -> match(kept, alert));
        for (KeptSilence kept : alert.silences()) reschedule(kept);
    }

    /** An alert is gone for good. */
    void remove(Tracked alert) {
        for (KeptSilence kept : alert.silences()) {
            kept.remove(alert);
            reschedule(kept);
        }
    }

    /** Must be called before the end of an alert changes, and {@link #after} after. */
    void before(Tracked alert) {
        for (KeptSilence kept : alert.silences()) kept.forgetEnd(alert);
    }

    /** An alert was heard of, for the first time or again. */
    void after(Tracked alert, Instant now, Changes changes) {
        for (KeptSilence kept : alert.silences()) {
            kept.ends(alert);
            if (kept.notesHold(now)) changes.remember(kept.entry());
            reschedule(kept);
        }
    }

    private void reschedule(KeptSilence kept) {
        if (!kept.silence().untilResolved()) return;
        deadlines.remove(new Deadline(kept.deadline(), kept.id()));
        deadlines.add(new Deadline(kept.schedule(retention), kept.id()));
    }

    /** Ids of the silences that hold an alert back, sorted. */
    List<String> holding(Tracked alert, Instant now) {
        List<String> ids = List.of();
        for (KeptSilence kept : alert.silences()) {
            if (!kept.silence().holdsAt(now)) continue;
            if (ids.isEmpty()) ids = new ArrayList<>(1);
            ids.add(kept.id());
        }
        return ids;
    }

    /** Deals with deadlines that have come: gives the groups to look at again, and drops what has been over for long. */
    Set<Group> end(Instant now, Changes changes) {
        Set<Group> released = new HashSet<>();
        while (!deadlines.isEmpty() && !deadlines.first().at.isAfter(now)) {
            KeptSilence kept = byId.get(deadlines.removeFirst().id);
            if (kept == null) continue;
            if (kept.over()) drop(kept, changes);
            else settle(kept, now, released, changes);
        }
        return released;
    }

    private void drop(KeptSilence kept, Changes changes) {
        byId.remove(kept.id());
        changes.forget(kept.entry().key());
    }

    private void settle(KeptSilence kept, Instant now, Set<Group> released, Changes changes) {
        if (kept.look(now)) release(kept, released);
        if (kept.over()) {
            leave(kept);
            kept.alerts.clear();
        }
        deadlines.add(new Deadline(kept.schedule(retention), kept.id()));
        changes.remember(kept.entry());
    }

    private static void release(KeptSilence kept, Set<Group> released) {
        for (Tracked alert : kept.alerts) released.addAll(alert.groups());
    }

    @Nullable
    Instant nextDeadline() {
        return deadlines.isEmpty() ? null : deadlines.first().at;
    }

    List<Silence> list() {
        return byId.values().stream().map(KeptSilence::silence).toList();
    }

    List<Entity.SilenceEntry> all() {
        return byId.values().stream().map(KeptSilence::entry).toList();
    }
}
