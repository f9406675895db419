package io.tocsin.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All alerts by fingerprint. Found by hashing, since each alert that is posted looks for itself; put in order only when somebody
 * reads them in order, which happens far less often: what came since the last time is sorted and merged with the rest.
 */
final class ByFingerprint {
    static final Comparator<Tracked> ORDER = (a, b) -> Long.compareUnsigned(a.fingerprint, b.fingerprint);

    private final Map<Long, Tracked> all = new HashMap<>();

    /** As of the last time somebody asked; replaced, never changed, so that a reader may go on with it. */
    private List<Tracked> ordered = List.of();

    /** Not among the ordered ones yet. */
    private List<Tracked> fresh = new ArrayList<>();

    /** Whether some of those in the lists are gone. */
    private boolean stale;

    @Nullable
    Tracked find(long fingerprint) {
        return all.get(fingerprint);
    }

    int size() {
        return all.size();
    }

    void add(Tracked alert) {
        Tracked before = all.put(alert.fingerprint, alert);
        stale |= before != null;
        fresh.add(alert);
    }

    void remove(Tracked alert) {
        stale |= all.remove(alert.fingerprint) != null;
    }

    /** All of them; the list stays as it is, whatever happens later. */
    List<Tracked> inOrder() {
        if (stale) {
            ordered = ordered.stream().filter(this::isHere).toList();
            fresh.removeIf(alert -> !isHere(alert));
        }
        if (!fresh.isEmpty()) ordered = merged(ordered, fresh);
        if (stale || !fresh.isEmpty()) fresh = new ArrayList<>();
        stale = false;
        return ordered;
    }

    private boolean isHere(Tracked alert) {
        return alert.equals(all.get(alert.fingerprint));
    }

    private static List<Tracked> merged(List<Tracked> old, List<Tracked> fresh) {
        List<Tracked> sorted = new ArrayList<>(old.size() + fresh.size());
        sorted.addAll(old);
        sorted.addAll(fresh);
        // The JDK's sort finds the run of the old ones, sorts the fresh ones and merges both.
        sorted.sort(ORDER);
        // One that went and came back between two looks stands there twice, side by side.
        List<Tracked> once = new ArrayList<>(sorted.size());
        for (Tracked alert : sorted) {
            if (once.isEmpty() || !once.getLast().equals(alert)) once.add(alert);
        }
        return Collections.unmodifiableList(once);
    }

    /** Those with a greater fingerprint, in order. */
    List<Tracked> behind(long fingerprint) {
        List<Tracked> sorted = inOrder();
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(sorted.get(middle).fingerprint, fingerprint) <= 0) low = middle + 1;
            else high = middle;
        }
        return sorted.subList(low, sorted.size());
    }
}
