package io.tocsin.rules;

/**
 * {@code sum(f) > N}: enough of a quantity that is never negative, in some window that ends at an event. Eager. A negative
 * value is skipped and counted, as is what is no number.
 */
public record SumCondition(String field) implements Condition {
    @Override
    public boolean eager() {
        return true;
    }

    @Override
    public String print() {
        return "sum(" + field + ")";
    }
}
