package io.tocsin.rules;

/** {@code count() > N}: enough matching events in some window that ends at one of them. */
public record CountCondition() implements Condition {
    /** The times of this many events are kept per key at worst; more should be a ratio or a coarser rule. */
    static final int NEEDED_MAX = 1_000_000;

    @Override
    public boolean eager() {
        return true;
    }

    @Override
    public String print() {
        return "count()";
    }
}
