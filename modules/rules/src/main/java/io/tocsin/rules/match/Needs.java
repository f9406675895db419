package io.tocsin.rules.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests need, and what remains of them when they have it. */
final class Needs {
    /** However many queries name a value, so many events do not have it. */
    private static final double LEAST_OTHERS = 0.5;

    private static final Need NONE = new Need(List.of(), Double.POSITIVE_INFINITY);

    private final int[] uses;

    /** Of single conditions, as they are found out: they are the same in every plan. */
    private final @Nullable Need[] ofLeaf;

    /** With the number of queries that have each condition: what many rules name is what many events say. */
    Needs(int[] uses) {
        this.uses = uses;
        this.ofLeaf = new Need[uses.length];
    }

    /** What a test needs; null when nothing is known, so that it must always be asked. */
    @Nullable
    Need of(Rest rest) {
        return switch (rest) {
            case Rest.Fixed fixed -> null;
            case Rest.Opposite opposite -> null;
            case Rest.Entire entire -> null;
            case Rest.Ask ask -> of(ask);
            case Rest.Both both -> {
                int cheapest = cheapest(both.parts());
                yield cheapest < 0 ? null : of(both.parts().get(cheapest));
            }
            case Rest.Either either -> union(either.parts());
        };
    }

    private @Nullable Need of(Rest.Ask ask) {
        Need need = ofLeaf[ask.number()];
        if (need == null) {
            need = weighed(ask);
            ofLeaf[ask.number()] = need;
        }
        return need.keys().isEmpty() ? null : need;
    }

    private Need weighed(Rest.Ask ask) {
        Need need = Keys.of(ask.leaf());
        if (need == null) return NONE;
        if (!(need.keys().getFirst() instanceof Key.Value)) return need;
        double rate = Math.min(LEAST_OTHERS, need.rate() * Math.max(1, uses[ask.number()]));
        return new Need(need.keys(), Math.max(need.rate(), rate));
    }

    /** The part of a conjunction whose keys the fewest events have, or -1. */
    private int cheapest(List<Rest> parts) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < parts.size(); i++) {
            Need need = of(parts.get(i));
            if (need == null || need.rate() >= least) continue;
            best = i;
            least = need.rate();
        }
        return best;
    }

    private @Nullable Need union(List<Rest> parts) {
        List<Key> keys = new ArrayList<>();
        double rate = 0;
        for (Rest part : parts) {
            Need need = of(part);
            if (need == null) return null;
            keys.addAll(need.keys());
            rate += need.rate();
        }
        return new Need(keys, rate);
    }

    /** What must still be asked when an event has one of the keys that {@link #of} gave, and the key {@link Key#isProof}. */
    Rest remaining(Rest rest) {
        return switch (rest) {
            case Rest.Fixed fixed -> rest;
            case Rest.Opposite opposite -> rest;
            case Rest.Entire entire -> rest;
            case Rest.Ask ask -> isProven(ask) ? Rest.Fixed.YES : rest;
            case Rest.Either either -> isProven(either.parts()) ? Rest.Fixed.YES : rest;
            case Rest.Both both -> remaining(both);
        };
    }

    private boolean isProven(Rest.Ask ask) {
        Need need = of(ask);
        return need != null && need.keys().stream().allMatch(Key::isProof);
    }

    /** Which of the alternatives was found is not known here, so that it must be right for all. */
    private boolean isProven(List<Rest> alternatives) {
        return alternatives.stream().allMatch(part -> remaining(part) == Rest.Fixed.YES);
    }

    private Rest remaining(Rest.Both both) {
        int cheapest = cheapest(both.parts());
        if (cheapest < 0) return both;
        List<Rest> open = new ArrayList<>(both.parts());
        Rest left = remaining(open.get(cheapest));
        if (left == Rest.Fixed.YES) open.remove(cheapest);
        else open.set(cheapest, left);
        return open.size() == 1 ? open.getFirst() : new Rest.Both(open);
    }
}
