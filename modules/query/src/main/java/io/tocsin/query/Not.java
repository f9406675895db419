package io.tocsin.query;

import io.tocsin.model.LogEvent;

/** Every event that the part does not match, those without its field included: {@code -a}, {@code !a} or {@code NOT a}. */
public record Not(Query part) implements Query {
    /**
     * Turns the part round.
     *
     * @throws IllegalArgumentException beyond the depth that {@link Shape} allows
     */
    public Not {
        Shape.nested(part);
    }

    @Override
    public boolean matches(LogEvent event) {
        return !part.matches(event);
    }

    @Override
    public String print() {
        return part instanceof And || part instanceof Or ? "-(" + part.print() + ")" : "-" + part.print();
    }
}
