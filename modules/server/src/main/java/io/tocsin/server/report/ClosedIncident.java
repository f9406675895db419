package io.tocsin.server.report;

import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an incident for longer than its alerts: enough to count by.
 *
 * @param rules the names of its alerts, each once
 * @param service of its alerts, where they all have the same; empty otherwise
 * @param acknowledgedAt when somebody first took it on; null when nobody did
 * @param acknowledgedBy who that was; empty when nobody did
 * @param resolvedBy who resolved or merged it; empty when its alerts ended
 * @param into the incident that it was merged into; empty when it was not
 * @param rounds how often its policy began
 * @param pages those that reached somebody, in order
 */
public record ClosedIncident(
        String id,
        String title,
        Severity severity,
        String service,
        String policy,
        List<String> rules,
        Instant openedAt,
        @Nullable Instant acknowledgedAt,
        String acknowledgedBy,
        Instant resolvedAt,
        String resolvedBy,
        String into,
        int rounds,
        List<Page> pages) {
    public ClosedIncident {
        rules = List.copyOf(rules);
        pages = List.copyOf(pages);
    }

    /**
     * A page that reached a person; by several ways at once it is one.
     *
     * @param night whether it was night where the person is
     */
    public record Page(String person, Instant at, boolean night) {}

    /** How it came to its end. */
    public enum End {
        BY_ITSELF,
        BY_HAND,
        MERGED
    }

    /** How it came to its end. */
    public End end() {
        if (!into.isEmpty()) return End.MERGED;
        return resolvedBy.isEmpty() ? End.BY_ITSELF : End.BY_HAND;
    }

    /** Whether it fired and nobody ever acted on it: it ended by itself, and nobody had acknowledged. */
    public boolean noise() {
        return end() == End.BY_ITSELF && acknowledgedAt == null;
    }

    /** From its opening until somebody took it on; null when nobody did. */
    public @Nullable Duration toAcknowledge() {
        return acknowledgedAt == null ? null : since(openedAt, acknowledgedAt);
    }

    /** From its opening to its end. */
    public Duration toResolve() {
        return since(openedAt, resolvedAt);
    }

    /** Never negative: where the clock was set back meanwhile it is not known, and must not make up for the others. */
    private static Duration since(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
