package io.tocsin.routing;

import java.util.List;
import java.util.Map;

/**
 * Who is told.
 *
 * @param labels free labels; {@code name} is always among them
 * @param integrations may be empty: then only what listens to {@link Effect.Flush} (the console, escalation) hears of it
 */
public record Receiver(String name, Map<String, String> labels, List<Integration> integrations) {
    public Receiver {
        labels = Map.copyOf(labels);
        integrations = List.copyOf(integrations);
    }
}
