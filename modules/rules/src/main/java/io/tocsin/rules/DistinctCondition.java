package io.tocsin.rules;

/** {@code distinct(f) > N}: enough different values in some window that ends at an event. Eager. */
public record DistinctCondition(KeyField field) implements Condition {
    /** Every one of them is kept with its last time; more is a measure of traffic, not of an attack. */
    static final int NEEDED_MAX = 10_000;

    @Override
    public boolean eager() {
        return true;
    }

    @Override
    public String print() {
        return "distinct(" + field.name() + ")";
    }
}
