package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The shortest story that still fails: acts are left out in ever smaller pieces as long as it does (A. Zeller and R. Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
final class Shrinking {
    private Shrinking() {}

    static Story of(Story failing, Predicate<Story> fails) {
        Story shortest = failing;
        Story quiet = new Story(failing.seed(), failing.acts(), 0, failing.length());
        if (fails.test(quiet)) shortest = quiet;
        int pieces = 2;
        while (pieces <= shortest.acts().size()) {
            Story shorter = shorter(shortest, pieces, fails);
            if (shorter.acts().size() < shortest.acts().size()) {
                shortest = shorter;
                pieces = Math.max(2, pieces - 1);
            } else if (pieces == shortest.acts().size()) {
                break;
            } else {
                pieces = Math.min(shortest.acts().size(), pieces * 2);
            }
        }
        return shortest;
    }

    private static Story shorter(Story story, int pieces, Predicate<Story> fails) {
        List<Act> acts = story.acts();
        for (int piece = 0; piece < pieces; piece++) {
            int from = acts.size() * piece / pieces;
            int to = acts.size() * (piece + 1) / pieces;
            List<Act> rest = new ArrayList<>(acts.subList(0, from));
            rest.addAll(acts.subList(to, acts.size()));
            Story candidate = story.with(rest);
            if (from < to && fails.test(candidate)) return candidate;
        }
        return story;
    }
}
