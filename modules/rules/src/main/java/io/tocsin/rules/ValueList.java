package io.tocsin.rules;

import java.util.Set;

/**
 * A named list of values from a file, such as addresses to leave alone; reloaded with the rules.
 *
 * @param values folded to lower case
 */
public record ValueList(String name, Set<String> values) {
    /** Keeps a copy. */
    public ValueList {
        values = Set.copyOf(values);
    }
}
