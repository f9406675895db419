package io.tocsin.routing;

import io.tocsin.model.Alert;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal texts of alerts be one object: label names, most label values, links and runbooks come again and again, and each
 * request brings them anew. Remembers a bounded number of texts; one that was forgotten only costs memory.
 */
final class SharedTexts {
    /** A power of two: some 64 KB of references. */
    private static final int SLOTS = 1 << 14;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** An equal alert of shared texts. */
    Alert share(Alert alert) {
        return new Alert(
                alert.labels().outOf(this::share),
                share(alert.annotations()),
                alert.startsAt(),
                alert.endsAt(),
                alert.updatedAt(),
                share(alert.value()),
                alert.evidence(),
                share(alert.generatorUrl()));
    }

    private Map<String, String> share(Map<String, String> texts) {
        if (texts.isEmpty()) return Map.of();
        Map<String, String> shared = new HashMap<>();
        texts.forEach((name, value) -> shared.put(share(name), share(value)));
        return shared;
    }

    private String share(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 14) & SLOTS - 1;
        String known = slots[slot];
        if (known != null && text.equals(known)) return known;
        slots[slot] = text;
        return text;
    }
}
