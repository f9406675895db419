package io.tocsin.rules;

import java.util.Set;

/** What an {@link EventCondition} asks. */
public sealed interface Expression permits Expression.True {
    /** Nothing is asked. */
    record True() implements Expression {
        @Override
        public Set<String> profiles() {
            return Set.of();
        }

        @Override
        public String print() {
            return "true";
        }
    }

    /** The names of the profiles it compares with. */
    Set<String> profiles();

    /** The expression as it is written in a rule file. */
    String print();

    /** Whether it compares with any profile. */
    default boolean asksProfiles() {
        return !profiles().isEmpty();
    }
}
