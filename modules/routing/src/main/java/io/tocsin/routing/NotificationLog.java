package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What each receiver was last told of each group. An entry lives as long as a group that it is about, so it needs no expiry;
 * only a reload can leave entries without a group, and those stay for a while, so that undoing the change pages nobody anew.
 */
final class NotificationLog {
    /** Groups of twin routes (same matchers, same receiver) share what they have told, as in Alertmanager. */
    record Scope(String groupKey, String receiver) {}

    private record Orphan(Instant until, Scope scope) implements Comparable<Orphan> {
        @Override
        public int compareTo(Orphan other) {
            int byTime = until.compareTo(other.until);
            if (byTime != 0) return byTime;
            int byKey = scope.groupKey.compareTo(other.scope.groupKey);
            return byKey != 0 ? byKey : scope.receiver.compareTo(other.scope.receiver);
        }
    }

    private final Duration retention;
    private final Map<Scope, SortedMap<String, Entity.LogEntry>> entries = new HashMap<>();
    private final Map<Scope, Integer> groups = new HashMap<>();
    private final TreeSet<Orphan> orphans = new TreeSet<>();
    private boolean imported;

    /** @param retention how long entries without a group stay */
    NotificationLog(Collection<Entity.LogEntry> log, Duration retention) {
        this.retention = retention;
        for (Entity.LogEntry entry : log) put(entry);
        for (Scope scope : entries.keySet()) orphans.add(orphan(scope));
    }

    Entity.@Nullable LogEntry entry(Scope scope, String integration) {
        SortedMap<String, Entity.LogEntry> told = entries.get(scope);
        return told == null ? null : told.get(integration);
    }

    /** Whether any of these integrations has been told that the alert fires and not that it ended. */
    boolean believesFiring(Scope scope, Collection<String> integrations, long fingerprint) {
        for (String integration : integrations) {
            Entity.LogEntry entry = entry(scope, integration);
            if (entry != null && Collections.binarySearch(entry.firing(), fingerprint) >= 0) return true;
        }
        return false;
    }

    /** An alert has joined a group: what was taken over from Alertmanager may be about it. */
    void recognise(Scope scope, Tracked alert, Changes changes) {
        SortedMap<String, Entity.LogEntry> told = imported ? entries.get(scope) : null;
        if (told == null) return;
        for (Entity.LogEntry entry : ImportedLog.recognised(told, alert.labels(), alert.fingerprint)) {
            write(entry, changes);
        }
    }

    void write(Entity.LogEntry entry, Changes changes) {
        put(entry);
        changes.remember(entry);
    }

    private void put(Entity.LogEntry entry) {
        imported |= ImportedLog.holds(entry);
        entries.computeIfAbsent(new Scope(entry.groupKey(), entry.receiver()), scope -> new TreeMap<>())
                .put(entry.integration(), entry);
    }

    /** What it was told last did not arrive. */
    void untold(Scope scope, String integration, Changes changes) {
        SortedMap<String, Entity.LogEntry> told = entries.get(scope);
        Entity.LogEntry entry = told == null ? null : told.remove(integration);
        if (entry != null) changes.forget(entry.key());
    }

    /** Alerts left their group: when one fires again that is news, whatever was told before. */
    void dropFiring(Scope scope, Set<Long> gone, Changes changes) {
        SortedMap<String, Entity.LogEntry> told = entries.get(scope);
        if (told == null) return;
        for (Entity.LogEntry entry : List.copyOf(told.values())) {
            List<Long> firing = entry.firing().stream()
                    .filter(alert -> !gone.contains(alert))
                    .toList();
            if (firing.size() < entry.firing().size()) write(entry.believing(firing), changes);
        }
    }

    void groupBegins(Scope scope) {
        if (groups.merge(scope, 1, Integer::sum) == 1 && entries.containsKey(scope)) orphans.remove(orphan(scope));
    }

    void groupEnds(Scope scope, Changes changes) {
        if (groups.merge(scope, -1, Integer::sum) > 0) return;
        groups.remove(scope);
        forget(scope, changes);
    }

    private void forget(Scope scope, Changes changes) {
        SortedMap<String, Entity.LogEntry> told = entries.remove(scope);
        if (told != null) told.values().forEach(entry -> changes.forget(entry.key()));
    }

    void forgetOrphans(Instant now, Changes changes) {
        while (!orphans.isEmpty() && !orphans.first().until.isAfter(now)) forget(orphans.removeFirst().scope, changes);
    }

    @Nullable
    Instant nextDeadline() {
        return orphans.isEmpty() ? null : orphans.first().until;
    }

    private Orphan orphan(Scope scope) {
        Instant last = Instant.MIN;
        for (Entity.LogEntry entry :
                entries.getOrDefault(scope, new TreeMap<>()).values()) {
            if (entry.at().isAfter(last)) last = entry.at();
        }
        return new Orphan(last.plus(retention), scope);
    }

    List<Entity.LogEntry> all() {
        return entries.values().stream().flatMap(told -> told.values().stream()).toList();
    }
}
