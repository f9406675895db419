package io.tocsin.sigma;

import java.util.HashSet;
import java.util.List;

/**
 * A field of a correlation, or an alias that stands for another field in each of its rules.
 *
 * @param name as the correlation writes it
 * @param fields the name of our field in the events of each rule, in the order of {@link SigmaCorrelation#rules()}; where a
 *     map knows several, the first
 */
public record SigmaKey(String name, List<String> fields) {
    /** Keeps a copy. */
    public SigmaKey {
        fields = List.copyOf(fields);
    }

    /** Whether it is one field in the events of all rules. */
    public boolean isOneField() {
        return new HashSet<>(fields).size() == 1;
    }

    /** That field; where there are several, the one of the first rule. */
    public String field() {
        return fields.getFirst();
    }
}
