package io.tocsin.rules;

/**
 * {@code count() > N}: enough matching events in some window that ends at one of them.
 *
 * @param needed how many events make it true: N + 1 for {@code > N}, N for {@code >= N}; at least 1
 */
public record CountCondition(int needed) implements Condition {
    /** The times of this many events are kept per key at worst; more should be a ratio or a coarser rule. */
    static final int NEEDED_MAX = 1_000_000;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException when {@code needed} is not between 1 and a million
     */
    public CountCondition {
        if (needed < 1 || needed > NEEDED_MAX)
            throw new IllegalArgumentException("cannot count to " + needed + ": must be 1 to " + NEEDED_MAX);
    }

    @Override
    public boolean eager() {
        return true;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof CountCondition;
    }

    @Override
    public String print() {
        return "count() >= " + needed;
    }
}
