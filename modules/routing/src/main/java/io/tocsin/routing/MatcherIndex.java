package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Things with matchers, filed under a label that alerts must have to fulfil them. An alert finds what may be about it by its own
 * labels; only things that need no certain label are asked each time.
 */
final class MatcherIndex<T> {
    private final Map<String, Map<String, List<T>>> byLabel = new HashMap<>();
    private final List<T> anywhere = new ArrayList<>();

    /**
     * Files a thing.
     *
     * @param crowd how many alerts there are at a place: of several places the emptiest is the best
     * @return where it is, to {@link #remove} it; null when it needs no certain label
     */
    Matchers.@Nullable Anchor add(Matchers matchers, T thing, ToIntFunction<Matchers.Anchor> crowd) {
        Matchers.Anchor best = null;
        long least = Long.MAX_VALUE;
        for (Matchers.Anchor anchor : matchers.anchors()) {
            long cost = ((long) crowd.applyAsInt(anchor) << 32) + filed(anchor);
            if (cost >= least) continue;
            least = cost;
            best = anchor;
        }
        if (best == null) anywhere.add(thing);
        else for (String value : best.values()) place(best.name(), value).add(thing);
        return best;
    }

    private List<T> place(String name, String value) {
        return byLabel.computeIfAbsent(name, any -> new HashMap<>()).computeIfAbsent(value, any -> new ArrayList<>(1));
    }

    private int filed(Matchers.Anchor anchor) {
        int sum = 0;
        Map<String, List<T>> values = byLabel.getOrDefault(anchor.name(), Map.of());
        for (String value : anchor.values()) sum += values.getOrDefault(value, List.of()).size();
        return sum;
    }

    void remove(Matchers.@Nullable Anchor where, T thing) {
        if (where == null) {
            anywhere.remove(thing);
            return;
        }
        Map<String, List<T>> values = byLabel.getOrDefault(where.name(), Map.of());
        for (String value : where.values()) {
            List<T> things = values.get(value);
            if (things == null) continue;
            things.remove(thing);
            if (things.isEmpty()) values.remove(value);
        }
        if (values.isEmpty()) byLabel.remove(where.name());
    }

    /** Gives everything whose matchers these labels may fulfil, each once. */
    void candidates(Labels labels, Consumer<T> take) {
        anywhere.forEach(take);
        if (byLabel.isEmpty()) return;
        for (Map.Entry<String, String> label : labels.map().entrySet()) {
            Map<String, List<T>> values = byLabel.get(label.getKey());
            if (values == null) continue;
            List<T> things = values.get(label.getValue());
            if (things != null) things.forEach(take);
        }
    }
}
