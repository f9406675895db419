package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Things with matchers, filed under a label that alerts must have to fulfil them: under its value, or under the beginning of its
 * value. An alert finds what may be about it by its own labels; only things that need no certain label are asked each time.
 */
final class MatcherIndex<T> {
    /** What is filed under one label name. */
    private static final class Shelf<T> {
        final Map<String, List<T>> byValue = new HashMap<>();
        final Map<String, List<T>> byPrefix = new HashMap<>();
        /** How many prefixes there are of each length. */
        final TreeMap<Integer, Integer> lengths = new TreeMap<>();

        boolean isEmpty() {
            return byValue.isEmpty() && byPrefix.isEmpty();
        }

        int filed(Matchers.Anchor anchor) {
            if (!anchor.isExact())
                return byPrefix.getOrDefault(anchor.prefix(), List.of()).size();
            int sum = 0;
            for (String value : anchor.values())
                sum += byValue.getOrDefault(value, List.of()).size();
            return sum;
        }

        void add(Matchers.Anchor anchor, T thing) {
            for (String value : anchor.values())
                byValue.computeIfAbsent(value, any -> new ArrayList<>(1)).add(thing);
            if (anchor.isExact()) return;
            String prefix = anchor.prefix();
            if (!byPrefix.containsKey(prefix)) lengths.merge(prefix.length(), 1, Integer::sum);
            byPrefix.computeIfAbsent(prefix, any -> new ArrayList<>(1)).add(thing);
        }

        void remove(Matchers.Anchor anchor, T thing) {
            for (String value : anchor.values()) remove(byValue, value, thing);
            String prefix = anchor.prefix();
            if (!anchor.isExact() && remove(byPrefix, prefix, thing))
                lengths.computeIfPresent(prefix.length(), (length, count) -> count > 1 ? count - 1 : null);
        }

        private static <T> boolean remove(Map<String, List<T>> from, String key, T thing) {
            List<T> things = from.get(key);
            if (things == null) return false;
            things.remove(thing);
            return things.isEmpty() && from.remove(key) != null;
        }

        void candidates(String value, Consumer<T> take) {
            byValue.getOrDefault(value, List.of()).forEach(take);
            for (int length : lengths.headMap(value.length(), true).keySet())
                byPrefix.getOrDefault(value.substring(0, length), List.of()).forEach(take);
        }
    }

    private final Map<String, Shelf<T>> byLabel = new HashMap<>();
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
            Shelf<T> shelf = byLabel.get(anchor.name());
            long cost = ((long) crowd.applyAsInt(anchor) << 32) + (shelf == null ? 0 : shelf.filed(anchor));
            if (cost >= least) continue;
            least = cost;
            best = anchor;
        }
        if (best == null) anywhere.add(thing);
        else byLabel.computeIfAbsent(best.name(), any -> new Shelf<>()).add(best, thing);
        return best;
    }

    void remove(Matchers.@Nullable Anchor where, T thing) {
        if (where == null) {
            anywhere.remove(thing);
            return;
        }
        Shelf<T> shelf = byLabel.get(where.name());
        if (shelf == null) return;
        shelf.remove(where, thing);
        if (shelf.isEmpty()) byLabel.remove(where.name());
    }

    /** Gives everything whose matchers these labels may fulfil, each once. */
    void candidates(Labels labels, Consumer<T> take) {
        anywhere.forEach(take);
        if (byLabel.size() < labels.map().size()) {
            byLabel.forEach((name, shelf) -> {
                String value = labels.get(name);
                if (value != null) shelf.candidates(value, take);
            });
            return;
        }
        labels.map().forEach((name, value) -> {
            Shelf<T> shelf = byLabel.get(name);
            if (shelf != null) shelf.candidates(value, take);
        });
    }
}
