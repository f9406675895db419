package io.tocsin.query;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.stream.Collectors;

/**
 * At least one of the parts: {@code a OR b}. An Or inside becomes part of this one.
 *
 * @param parts two or more
 */
public record Or(List<Query> parts) implements Query {
    /**
     * Flattens the parts.
     *
     * @throws IllegalArgumentException for fewer than two parts, and beyond the limits of {@link Shape}
     */
    public Or {
        parts = Shape.parts("OR", parts, part -> part instanceof Or or ? or.parts() : List.of(part));
    }

    /**
     * Any of them: one stands for itself.
     *
     * @throws IllegalArgumentException without any part, since there is no query that nothing meets
     */
    public static Query of(List<? extends Query> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Or(List.copyOf(parts));
    }

    @Override
    public boolean matches(LogEvent event) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).matches(event)) return true;
        }
        return false;
    }

    @Override
    public String print() {
        return parts.stream().map(Query::print).collect(Collectors.joining(" OR "));
    }
}
