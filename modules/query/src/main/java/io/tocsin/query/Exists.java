package io.tocsin.query;

import io.tocsin.model.LogEvent;

/** The event has the field, with any value, the empty text included: {@code trace_id:*} or {@code _exists_:trace_id}. */
public record Exists(String field) implements Query {
    /**
     * Keeps the name.
     *
     * @throws IllegalArgumentException for an empty or reserved one
     */
    public Exists {
        Check.field(field);
    }

    @Override
    public boolean matches(LogEvent event) {
        return Lookup.any(event, field, value -> true);
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":*";
    }
}
