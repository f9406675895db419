package io.tocsin.rules;

import io.tocsin.model.LogEvent;

/** The steps of a sequence, asked of an event once: the answer is a bit for each step. */
final class Steps {
    private final SequenceCondition condition;

    Steps(SequenceCondition condition) {
        this.condition = condition;
    }

    int size() {
        return condition.steps().size();
    }

    /** Which steps an event may be; 0 for none. */
    int mask(LogEvent event) {
        int mask = 0;
        for (int i = 0; i < size(); i++) if (condition.steps().get(i).match().matches(event)) mask |= 1 << i;
        return mask;
    }

    boolean isAbsent(int step) {
        return condition.steps().get(step).absent();
    }

    /** Whether something must not come after the last event. */
    boolean endsAbsent() {
        return isAbsent(size() - 1);
    }

    /** The last step that an event takes. */
    int last() {
        return endsAbsent() ? size() - 2 : size() - 1;
    }

    /** The step before that an event takes. */
    int before(int step) {
        return isAbsent(step - 1) ? step - 2 : step - 1;
    }

    /**
     * The order of two events of one millisecond: of the first steps that they may be, then of all. Events that may be the
     * same steps are as good as each other, so the order of arrival does not matter.
     */
    static int compare(int mask, int other) {
        int byFirst = Integer.compare(Integer.numberOfTrailingZeros(mask), Integer.numberOfTrailingZeros(other));
        return byFirst != 0 ? byFirst : Integer.compare(mask, other);
    }
}
