package io.tocsin.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All alerts, in order of their fingerprints and by each of their labels. */
final class AlertIndex {
    private static final Comparator<Tracked> ORDER = (a, b) -> Long.compareUnsigned(a.fingerprint, b.fingerprint);

    /** Looking up and sorting so few costs less than walking over all in order. */
    private static final int FEW = 8;

    private final TreeMap<Long, Tracked> byFingerprint = new TreeMap<>(Long::compareUnsigned);
    private final Map<String, Map<String, Set<Tracked>>> byLabel = new HashMap<>();

    @Nullable
    Tracked find(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    Collection<Tracked> all() {
        return byFingerprint.values();
    }

    int size() {
        return byFingerprint.size();
    }

    void add(Tracked alert) {
        byFingerprint.put(alert.fingerprint, alert);
        alert.labels().map().forEach((name, value) -> byLabel.computeIfAbsent(name, any -> new HashMap<>())
                // Most values are those of one alert, or of many.
                .merge(value, Set.of(alert), AlertIndex::both));
    }

    private static Set<Tracked> both(Set<Tracked> old, Set<Tracked> added) {
        Set<Tracked> both = old instanceof HashSet<Tracked> ? old : new HashSet<>(old);
        both.addAll(added);
        return both;
    }

    void remove(Tracked alert) {
        byFingerprint.remove(alert.fingerprint);
        alert.labels().map().forEach((name, value) -> {
            Map<String, Set<Tracked>> values = byLabel.getOrDefault(name, Map.of());
            Set<Tracked> alerts = values.get(value);
            if (alerts == null) return;
            if (alerts.size() > 1) alerts.remove(alert);
            else values.remove(value);
            if (values.isEmpty()) byLabel.remove(name);
        });
    }

    /** How many alerts have one of the values. */
    int count(Matchers.Anchor anchor) {
        Map<String, Set<Tracked>> values = byLabel.getOrDefault(anchor.name(), Map.of());
        int sum = 0;
        for (String value : anchor.values()) sum += values.getOrDefault(value, Set.of()).size();
        return sum;
    }

    /** Some alerts, among them all that fulfil the matchers: as few as the labels allow to say. Each once, in no order. */
    Collection<Tracked> candidates(Matchers matchers) {
        Matchers.Anchor best = best(matchers);
        if (best == null) return byFingerprint.values();
        Map<String, Set<Tracked>> values = byLabel.getOrDefault(best.name(), Map.of());
        List<Tracked> found = new ArrayList<>();
        for (String value : best.values()) found.addAll(values.getOrDefault(value, Set.of()));
        return found;
    }

    private Matchers.@Nullable Anchor best(Matchers matchers) {
        Matchers.Anchor best = null;
        for (Matchers.Anchor anchor : matchers.anchors()) {
            if (best == null || count(anchor) < count(best)) best = anchor;
        }
        return best;
    }

    /** Whether the labels say enough about what fulfils the matchers that nearly all other alerts need not be looked at. */
    boolean narrows(Matchers matchers) {
        Matchers.Anchor best = best(matchers);
        return best != null && isFew(count(best));
    }

    boolean isFew(int alerts) {
        return alerts < size() / FEW;
    }

    /** Some of the alerts in order, from behind a fingerprint on; null for none. */
    static List<Tracked> inOrder(Collection<Tracked> some, @Nullable Long after) {
        List<Tracked> sorted = new ArrayList<>(some);
        if (after != null) sorted.removeIf(alert -> Long.compareUnsigned(alert.fingerprint, after) <= 0);
        sorted.sort(ORDER);
        return sorted;
    }

    /** All alerts in order, from behind a fingerprint on; null for all. */
    Collection<Tracked> inOrder(@Nullable Long after) {
        return Collections.unmodifiableCollection(
                after == null ? byFingerprint.values() : byFingerprint.tailMap(after, false).values());
    }

}
