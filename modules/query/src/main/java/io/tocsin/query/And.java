package io.tocsin.query;

import io.tocsin.model.LogEvent;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All of the parts: {@code a b} or {@code a AND b}. An And inside becomes part of this one.
 *
 * @param parts two or more
 */
public record And(List<Query> parts) implements Query {
    /**
     * Flattens the parts.
     *
     * @throws IllegalArgumentException for fewer than two parts, and beyond the limits of {@link Shape}
     */
    public And {
        parts = Shape.parts("AND", parts, part -> part instanceof And and ? and.parts() : List.of(part));
    }

    /** All of them, whatever their number: without any it is {@link All}, and one stands for itself. */
    public static Query of(List<? extends Query> parts) {
        if (parts.isEmpty()) return new All();
        return parts.size() == 1 ? parts.getFirst() : new And(List.copyOf(parts));
    }

    @Override
    public boolean matches(LogEvent event) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matches(event)) return false;
        }
        return true;
    }

    @Override
    public String print() {
        return parts.stream()
                .map(part -> part instanceof Or ? "(" + part.print() + ")" : part.print())
                .collect(Collectors.joining(" "));
    }
}
