package io.tocsin.rules;

import io.tocsin.query.Query;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code sequence} with {@code steps:}: events of one key, one for each step, all within the window. Eager, unless a step
 * is absent: then it is settled, because only the watermark knows what did not come.
 *
 * @param steps two to eight; an absent one stands between two others or at the end
 * @param ordered whether they must come in this order of event time; otherwise in any, and none may be absent
 */
public record SequenceCondition(List<Step> steps, boolean ordered) implements Condition {
    static final int STEPS_MIN = 2;
    static final int STEPS_MAX = 8;

    /** Keeps a copy. */
    public SequenceCondition {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param match besides the {@code match} of the rule
     * @param absent whether no such event may come at this place
     */
    public record Step(Query match, boolean absent) {
        private String print() {
            return (absent ? "absent " : "") + match.print();
        }
    }

    @Override
    public boolean eager() {
        return steps.stream().noneMatch(Step::absent);
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof SequenceCondition like && like.print().equals(print());
    }

    @Override
    public String print() {
        return (ordered ? "sequence: " : "together: ")
                + steps.stream().map(Step::print).collect(Collectors.joining(" -> "));
    }
}
