package io.tocsin.rules;

import io.tocsin.query.Query;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** What is known about the events that rules will see. All of it may be missing. */
public interface FieldKnowledge {
    /** Knows nothing. */
    FieldKnowledge NONE = new FieldKnowledge() {};

    /** The names of the fields that events have had; empty when that is not known. */
    default Set<String> names() {
        return Set.of();
    }

    /** The share of all events that a query matches, 0 to 1. */
    default OptionalDouble share(Query query) {
        return OptionalDouble.empty();
    }

    /** How many values a field has, at least. */
    default OptionalLong distinct(String field) {
        return OptionalLong.empty();
    }
}
