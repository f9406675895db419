package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Part;
import io.tocsin.escalation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All incidents, and the newest one of each group and policy. Owned by the alert loop. */
final class IncidentBook {
    /** Resolved incidents are history after that; their timelines then live in the journal only. */
    static final Duration KEPT = Duration.ofDays(30);

    private final Map<String, Incident> byId = new LinkedHashMap<>();
    private final Map<String, String> newestByKey = new LinkedHashMap<>();

    /** In order of time, so that a month of old incidents costs nothing at each step. */
    private final TreeSet<Entry> deadlines = new TreeSet<>();

    private final TreeSet<Entry> resolved = new TreeSet<>();

    private record Entry(Instant at, String id) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Comparator.comparing(Entry::at).thenComparing(Entry::id).compare(this, other);
        }
    }

    void put(Incident incident) {
        Incident before = byId.put(incident.id(), incident);
        if (before != null) unlist(before);
        Instant deadline = incident.nextDeadline();
        if (deadline != null) deadlines.add(new Entry(deadline, incident.id()));
        if (incident.state() instanceof State.Resolved over) resolved.add(new Entry(over.at(), incident.id()));
        // News of an old incident, such as a late answer, must not bring it back before its successor.
        newestByKey.merge(key(incident), incident.id(), this::latest);
        for (Part part : incident.parts())
            newestByKey.merge(key(part.policy(), part.group().key()), incident.id(), this::latest);
    }

    private void unlist(Incident before) {
        Instant deadline = before.nextDeadline();
        if (deadline != null) deadlines.remove(new Entry(deadline, before.id()));
        if (before.state() instanceof State.Resolved over) resolved.remove(new Entry(over.at(), before.id()));
    }

    /**
     * What is heard of a group goes to the incident that last had it: the one that is open, or else the one that was over last. Never to
     * one that was merged, since another has its group.
     */
    private String latest(String known, String put) {
        Incident old = byId.get(known);
        Incident now = byId.get(put);
        if (old == null || isMerged(old)) return put;
        if (now == null || isMerged(now)) return known;
        int order = lastSeen(old).compareTo(lastSeen(now));
        boolean older = order > 0 || (order == 0 && now.openedAt().isBefore(old.openedAt()));
        return older ? known : put;
    }

    private static Instant lastSeen(Incident incident) {
        return incident.state() instanceof State.Resolved over ? over.at() : Instant.MAX;
    }

    private static boolean isMerged(Incident incident) {
        return incident.state() instanceof State.Resolved over && over.into() != null;
    }

    Optional<Incident> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The newest incident that this policy has for a group, open or resolved. */
    Optional<Incident> newest(String policy, String groupKey) {
        return Optional.ofNullable(newestByKey.get(key(policy, groupKey))).flatMap(this::find);
    }

    private static String key(Incident incident) {
        return key(incident.policy().name(), incident.key());
    }

    private static String key(String policy, String groupKey) {
        return policy + "\n" + groupKey;
    }

    Collection<Incident> all() {
        return byId.values();
    }

    /** Those whose deadline has come, the longest overdue first. */
    List<Incident> dueAt(Instant now) {
        List<Incident> due = new ArrayList<>();
        for (Entry entry : deadlines) {
            if (entry.at().isAfter(now)) break;
            find(entry.id()).ifPresent(due::add);
        }
        return due;
    }

    @Nullable
    Instant nextDeadline() {
        return deadlines.isEmpty() ? null : deadlines.first().at();
    }

    /** Takes out what has long been resolved, and gives it. */
    List<Incident> purge(Instant now) {
        List<Incident> old = new ArrayList<>();
        while (!resolved.isEmpty() && resolved.first().at().plus(KEPT).isBefore(now)) {
            String id = resolved.removeFirst().id();
            Incident gone = byId.remove(id);
            if (gone == null) continue;
            unlist(gone);
            newestByKey.remove(key(gone), id);
            for (Part part : gone.parts())
                newestByKey.remove(key(part.policy(), part.group().key()), id);
            old.add(gone);
        }
        return old;
    }
}
