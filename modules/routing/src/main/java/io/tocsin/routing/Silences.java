package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The silences, and which alerts each of them is about: worked out when either is new, not at every look. */
final class Silences {
    /** How long one that is over stays to be seen: Alertmanager's default for --data.retention. */
    static final Duration RETENTION = Duration.ofDays(5);

    private static final class Kept {
        final Silence silence;
        final Matchers matchers;
        final Set<Tracked> alerts;
        final boolean over;

        Kept(Silence silence, boolean over, Matchers matchers, Set<Tracked> alerts) {
            this.silence = silence;
            this.over = over;
            this.matchers = matchers;
            this.alerts = alerts;
        }

        Instant deadline() {
            return over ? silence.endsAt().plus(RETENTION) : silence.endsAt();
        }

        Deadline deadlineOf() {
            return new Deadline(deadline(), silence.id());
        }
    }

    private record Deadline(Instant at, String id) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    private final Map<String, Kept> byId = new TreeMap<>();
    private final TreeSet<Deadline> deadlines = new TreeSet<>();

    @Nullable
    Silence find(String id) {
        Kept kept = byId.get(id);
        return kept == null ? null : kept.silence;
    }

    /** Adds or replaces a silence. */
    void put(Silence silence, boolean over, Collection<Tracked> known) {
        Kept old = byId.get(silence.id());
        if (old != null) deadlines.remove(old.deadlineOf());
        Kept kept = old != null && old.silence.matchers().equals(silence.matchers())
                ? new Kept(silence, over, old.matchers, old.alerts)
                : matched(silence, over, known);
        byId.put(silence.id(), kept);
        deadlines.add(kept.deadlineOf());
    }

    private static Kept matched(Silence silence, boolean over, Collection<Tracked> known) {
        Kept kept = new Kept(silence, over, new Matchers(silence.matchers()), new HashSet<>());
        for (Tracked alert : known) match(kept, alert);
        return kept;
    }

    private static void match(Kept kept, Tracked alert) {
        if (!kept.matchers.matches(alert.labels())) return;
        kept.alerts.add(alert);
        alert.silences.add(kept.silence.id());
    }

    void add(Tracked alert) {
        for (Kept kept : byId.values()) {
            if (!kept.over) match(kept, alert);
        }
    }

    void remove(Tracked alert) {
        for (String id : alert.silences) {
            Kept kept = byId.get(id);
            if (kept != null) kept.alerts.remove(alert);
        }
    }

    /** Ids of the active silences that hold an alert back, sorted. */
    List<String> holding(Tracked alert, Instant now) {
        List<String> ids = new ArrayList<>(1);
        for (String id : alert.silences) {
            Kept kept = byId.get(id);
            if (kept != null && kept.silence.state(now) == Silence.State.ACTIVE) ids.add(id);
        }
        return ids;
    }

    /** Deals with ends that have come: gives the groups to look at again, and drops what has been over for long. */
    Set<Group> end(Instant now, Changes changes) {
        Set<Group> released = new HashSet<>();
        while (!deadlines.isEmpty() && !deadlines.first().at.isAfter(now)) {
            Kept kept = byId.get(deadlines.removeFirst().id);
            if (kept == null) continue;
            if (kept.over) drop(kept, changes);
            else released.addAll(over(kept, changes));
        }
        return released;
    }

    private void drop(Kept kept, Changes changes) {
        byId.remove(kept.silence.id());
        changes.forget(entry(kept).key());
    }

    private Set<Group> over(Kept kept, Changes changes) {
        Set<Group> released = new HashSet<>();
        for (Tracked alert : kept.alerts) {
            released.addAll(alert.groups);
            alert.silences.remove(kept.silence.id());
        }
        Kept done = new Kept(kept.silence, true, kept.matchers, new HashSet<>());
        byId.put(kept.silence.id(), done);
        deadlines.add(done.deadlineOf());
        changes.remember(entry(done));
        return released;
    }

    @Nullable
    Instant nextDeadline() {
        return deadlines.isEmpty() ? null : deadlines.first().at;
    }

    List<Silence> list() {
        return byId.values().stream().map(kept -> kept.silence).toList();
    }

    List<Entity.SilenceEntry> all() {
        return byId.values().stream().map(Silences::entry).toList();
    }

    private static Entity.SilenceEntry entry(Kept kept) {
        return new Entity.SilenceEntry(kept.silence, kept.over);
    }
}
