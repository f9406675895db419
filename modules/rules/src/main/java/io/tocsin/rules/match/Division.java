package io.tocsin.rules.match;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Divides the queries in two. Those that require a particular value or text need not know what kind of event comes: they are
 * found by it, and are in one plan for all events. The others are in a plan for each kind.
 *
 * @param particular numbers of the former
 * @param routed numbers of the latter
 */
// Arrays, because they are gone through for each plan; never compared.
@SuppressWarnings("ArrayRecordComponent")
record Division(int[] particular, int[] routed) {
    static Division of(Planner planner, List<String> routingFields) {
        Reduction reduction = new Reduction(planner.leaves(), Known.NOTHING);
        boolean[] particular = new boolean[planner.forms().size()];
        for (int i = 0; i < particular.length; i++)
            particular[i] =
                    isParticular(planner.needs().of(reduction.of(planner.forms().get(i))), routingFields);
        return new Division(
                numbers(particular.length, i -> particular[i]), numbers(particular.length, i -> !particular[i]));
    }

    private static int[] numbers(int count, IntPredicate which) {
        return IntStream.range(0, count).filter(which).toArray();
    }

    private static boolean isParticular(@Nullable Need need, List<String> routingFields) {
        if (need == null) return false;
        for (Key key : need.keys()) {
            boolean particular = switch (key) {
                case Key.Value value -> !routingFields.contains(value.field());
                case Key.Literal literal -> literal.field() == null || !routingFields.contains(literal.field());
                case Key.Sequence sequence -> sequence.field() == null || !routingFields.contains(sequence.field());
                case Key.Bound bound -> false;
                case Key.Present present -> false;
            };
            if (!particular) return false;
        }
        return true;
    }
}
