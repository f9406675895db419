package io.tocsin.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All alerts, in order of their fingerprints and by the values of labels. A label is indexed from when somebody first asks for it:
 * most never are, and each would cost every alert.
 */
final class AlertIndex {
    /** Looking up and sorting so small a part costs less than walking over all in order. */
    private static final int SMALL_PART = 8;

    /** Whoever asks for labels that nobody has must not make us remember them all. */
    private static final int NAMES_MAX = 64;

    private final ByFingerprint byFingerprint = new ByFingerprint();
    private final Map<String, Map<String, Set<Tracked>>> byLabel = new HashMap<>();

    @Nullable
    Tracked find(long fingerprint) {
        return byFingerprint.find(fingerprint);
    }

    /** In order of their fingerprints. */
    Collection<Tracked> all() {
        return byFingerprint.inOrder();
    }

    int size() {
        return byFingerprint.size();
    }

    void add(Tracked alert) {
        byFingerprint.add(alert);
        byLabel.forEach((name, values) -> add(alert, name, values));
    }

    private static void add(Tracked alert, String name, Map<String, Set<Tracked>> values) {
        String value = alert.labels().get(name);
        if (value == null) return;
        Set<Tracked> alerts = values.get(value);
        // Most values are those of one alert, or of many.
        if (alerts == null) {
            values.put(value, Set.of(alert));
        } else if (alerts instanceof HashSet<Tracked>) {
            alerts.add(alert);
        } else {
            Set<Tracked> more = new HashSet<>(alerts);
            more.add(alert);
            values.put(value, more);
        }
    }

    void remove(Tracked alert) {
        byFingerprint.remove(alert);
        byLabel.forEach((name, values) -> remove(alert, name, values));
    }

    private static void remove(Tracked alert, String name, Map<String, Set<Tracked>> values) {
        String value = alert.labels().get(name);
        Set<Tracked> alerts = value == null ? null : values.get(value);
        if (alerts == null) return;
        if (alerts.size() > 1) alerts.remove(alert);
        else values.remove(value);
    }

    /** The alerts by the values of a label; null when it is one too many to be indexed. */
    private @Nullable Map<String, Set<Tracked>> byValueOf(String name) {
        Map<String, Set<Tracked>> known = byLabel.get(name);
        if (known != null || byLabel.size() >= NAMES_MAX) return known;
        Map<String, Set<Tracked>> values = new HashMap<>();
        for (Tracked alert : byFingerprint.inOrder()) add(alert, name, values);
        byLabel.put(name, values);
        return values;
    }

    /** How many alerts have one of the values; all of them when that is not known. */
    int count(Matchers.Anchor anchor) {
        Map<String, Set<Tracked>> values = byValueOf(anchor.name());
        if (values == null) return size();
        int sum = 0;
        for (Set<Tracked> alerts : sets(values, anchor)) sum += alerts.size();
        return sum;
    }

    private static List<Set<Tracked>> sets(Map<String, Set<Tracked>> values, Matchers.Anchor anchor) {
        List<Set<Tracked>> found = new ArrayList<>();
        for (String value : anchor.values()) {
            Set<Tracked> alerts = values.get(value);
            if (alerts != null) found.add(alerts);
        }
        if (anchor.isExact()) return found;
        // Asking each value once is cheaper than keeping them all sorted.
        values.forEach((value, alerts) -> {
            if (value.startsWith(anchor.prefix())) found.add(alerts);
        });
        return found;
    }

    /** Some alerts, among them all that fulfil the matchers: as few as the labels allow to say. Each once. */
    Collection<Tracked> candidates(Matchers matchers) {
        Collection<Tracked> few = few(matchers, size());
        return few == null ? byFingerprint.inOrder() : few;
    }

    /**
     * The alerts among which are all that fulfil the matchers, if they are a small part of all; null when the labels do not say
     * enough, and looking at all in order is as good.
     */
    @Nullable
    Collection<Tracked> few(Matchers matchers) {
        return few(matchers, size() / SMALL_PART);
    }

    private @Nullable Collection<Tracked> few(Matchers matchers, int most) {
        Matchers.Anchor best = null;
        int least = most + 1;
        for (Matchers.Anchor anchor : matchers.anchors()) {
            int count = count(anchor);
            if (count >= least) continue;
            least = count;
            best = anchor;
        }
        Map<String, Set<Tracked>> values = best == null ? null : byValueOf(best.name());
        if (best == null || values == null) return null;
        List<Tracked> found = new ArrayList<>(least);
        sets(values, best).forEach(found::addAll);
        return found;
    }

    boolean isSmallPart(int alerts) {
        return alerts <= size() / SMALL_PART;
    }

    /** Some of the alerts in order, from behind a fingerprint on; null for all of them. */
    static List<Tracked> inOrder(Collection<Tracked> some, @Nullable Long after) {
        List<Tracked> sorted = new ArrayList<>(some);
        if (after != null) sorted.removeIf(alert -> Long.compareUnsigned(alert.fingerprint, after) <= 0);
        sorted.sort(ByFingerprint.ORDER);
        return sorted;
    }

    /** All alerts in order, from behind a fingerprint on; null for all of them. */
    Collection<Tracked> inOrder(@Nullable Long after) {
        return after == null ? byFingerprint.inOrder() : byFingerprint.behind(after);
    }
}
