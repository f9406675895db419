package io.tocsin.query;

import io.tocsin.model.LogEvent;

/** Every event: {@code *}, or no text at all. */
public record All() implements Query {
    @Override
    public boolean matches(LogEvent event) {
        return true;
    }

    @Override
    public String print() {
        return "*";
    }
}
