package io.tocsin.rules.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys, at least one of which an event must have to pass a test.
 *
 * @param rate which share of events is expected to have one, and what looking costs besides: only good to compare
 */
record Need(List<Key> keys, double rate) {
    /** What a test needs; null when nothing is known, so that it must always be asked. */
    static @Nullable Need of(Rest rest) {
        return switch (rest) {
            case Rest.Fixed fixed -> null;
            case Rest.Opposite opposite -> null;
            case Rest.Entire entire -> null;
            case Rest.Ask ask -> Keys.of(ask.leaf());
            case Rest.Both both -> cheapest(both.parts());
            case Rest.Either either -> union(either.parts());
        };
    }

    private static @Nullable Need cheapest(List<Rest> parts) {
        Need best = null;
        for (Rest part : parts) {
            Need need = of(part);
            if (need != null && (best == null || need.rate < best.rate)) best = need;
        }
        return best;
    }

    private static @Nullable Need union(List<Rest> parts) {
        List<Key> keys = new ArrayList<>();
        double rate = 0;
        for (Rest part : parts) {
            Need need = of(part);
            if (need == null) return null;
            keys.addAll(need.keys);
            rate += need.rate;
        }
        return new Need(keys, rate);
    }
}
