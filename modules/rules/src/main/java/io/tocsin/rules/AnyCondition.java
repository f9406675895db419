package io.tocsin.rules;

/** {@code any}: each matching event makes the rule fire. The default when a rule has no {@code when:}. */
public record AnyCondition() implements Condition {
    @Override
    public boolean eager() {
        return true;
    }

    @Override
    public String print() {
        return "any";
    }
}
