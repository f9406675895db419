package io.tocsin.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds an expression in bytes of ASCII, a step for each byte, whatever its case: which places of the expression can have been
 * reached is a number, and the number after the next byte is known once it was asked. Bytes may come in pieces, as those of a
 * message do. Belongs to one search.
 */
final class Automaton {
    /** Nothing was found yet, and nothing begun. */
    static final int START = 0;

    /** It was found: whatever comes, it stays so. */
    static final int FOUND = 1;

    /** Not to be told from bytes: escapes, and other scripts. */
    static final int UNKNOWN = -1;

    /** Some kilobytes each; an expression that needs more of them is left to RE2. */
    private static final int STATES_MAX = 500;

    private final Places places;
    private final List<int[]> next = new ArrayList<>();
    private final List<Long> reached = new ArrayList<>();
    private final Map<Long, Integer> byReached = new HashMap<>();

    private Automaton(Places places) {
        this.places = places;
        state(0);
        // Found: it needs no steps.
        next.add(new int[0]);
        reached.add(0L);
    }

    /** Null for an expression that needs RE2. */
    static @Nullable Automaton of(String pattern) {
        RegexTree tree = RegexTree.of(pattern);
        if (tree == null) return null;
        Places places = new Places();
        Places.Part part = places.part(tree);
        // What finds nothing finds it everywhere: nobody asks that.
        if (part == null || part.empty()) return null;
        places.begin = part.firsts();
        places.ends = part.lasts();
        return new Automaton(places);
    }

    private int state(long reachedPlaces) {
        Integer known = byReached.get(reachedPlaces);
        if (known != null) return known;
        int state = next.size();
        int[] row = new int[CharSet.SIZE];
        Arrays.fill(row, UNKNOWN);
        next.add(row);
        reached.add(reachedPlaces);
        byReached.put(reachedPlaces, state);
        return state;
    }

    /** The state after some more bytes, {@link #UNKNOWN} when it cannot be told. */
    int after(int state, byte[] bytes) {
        int now = state;
        for (byte b : bytes) {
            if (now == FOUND) return FOUND;
            if (now < 0 || b < 0 || b == '\\') return UNKNOWN;
            int then = next.get(now)[b];
            now = then >= 0 ? then : step(now, b);
        }
        return now;
    }

    private int step(int state, byte b) {
        long then = places.step(reached.get(state), b);
        if ((then & places.ends) == 0 && next.size() >= STATES_MAX && !byReached.containsKey(then)) return UNKNOWN;
        int after = (then & places.ends) != 0 ? FOUND : state(then);
        next.get(state)[b] = after;
        return after;
    }

    /** The places of characters in an expression, a bit each, and which can follow which. */
    private static final class Places {
        private final List<CharSet> sets = new ArrayList<>();
        private final long[] follow = new long[Long.SIZE];
        private long begin;
        private long ends;

        /**
         * A part of the expression.
         *
         * @param empty whether it may be left out
         * @param firsts where it can begin
         * @param lasts where it can end
         */
        private record Part(boolean empty, long firsts, long lasts) {}

        private static final Part NOTHING = new Part(true, 0, 0);

        /** Which places can be reached by one more byte; it may begin anywhere. */
        long step(long reachedPlaces, byte b) {
            long candidates = begin;
            for (long left = reachedPlaces; left != 0; left &= left - 1) {
                candidates |= follow[Long.numberOfTrailingZeros(left)];
            }
            long then = 0;
            for (long left = candidates; left != 0; left &= left - 1) {
                int place = Long.numberOfTrailingZeros(left);
                if (sets.get(place).has(b)) then |= 1L << place;
            }
            return then;
        }

        /** Null when there are too many places. */
        private @Nullable Part part(RegexTree tree) {
            return switch (tree) {
                case RegexTree.One one -> one(one);
                case RegexTree.Row row -> {
                    Part all = NOTHING;
                    for (RegexTree each : row.parts()) all = joined(all, part(each));
                    yield all;
                }
                case RegexTree.Choice choice -> {
                    Part all = new Part(false, 0, 0);
                    for (RegexTree each : choice.parts()) all = either(all, part(each));
                    yield all;
                }
                case RegexTree.Again again -> again(again);
            };
        }

        private @Nullable Part one(RegexTree.One one) {
            if (sets.size() == Long.SIZE) return null;
            long bit = 1L << sets.size();
            sets.add(one.of());
            return new Part(false, bit, bit);
        }

        private @Nullable Part joined(@Nullable Part one, @Nullable Part other) {
            if (one == null || other == null) return null;
            follows(one.lasts, other.firsts);
            return new Part(
                    one.empty && other.empty,
                    one.firsts | (one.empty ? other.firsts : 0),
                    other.lasts | (other.empty ? one.lasts : 0));
        }

        private void follows(long lasts, long firsts) {
            for (long left = lasts; left != 0; left &= left - 1) {
                follow[Long.numberOfTrailingZeros(left)] |= firsts;
            }
        }

        private static @Nullable Part either(@Nullable Part one, @Nullable Part other) {
            if (one == null || other == null) return null;
            return new Part(one.empty || other.empty, one.firsts | other.firsts, one.lasts | other.lasts);
        }

        private @Nullable Part again(RegexTree.Again again) {
            Part all = NOTHING;
            for (int i = 0; i < again.least(); i++) all = joined(all, part(again.part()));
            if (again.most() < 0) {
                Part more = part(again.part());
                if (more == null) return null;
                follows(more.lasts, more.firsts);
                return joined(all, new Part(true, more.firsts, more.lasts));
            }
            for (int i = again.least(); i < again.most(); i++) {
                Part more = part(again.part());
                all = joined(all, more == null ? null : new Part(true, more.firsts, more.lasts));
            }
            return all;
        }
    }
}
