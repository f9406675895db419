package io.tocsin.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule that fired for one label set, or the same as told by another system. Its labels are its identity.
 *
 * @param annotations texts for people: summary, description, runbook, dashboard
 * @param startsAt since when the condition holds, in event time
 * @param endsAt when it ended or is expected to end without news; null while it holds
 * @param updatedAt when we last heard of it
 * @param value what was measured, as people should read it; empty where there is none
 * @param evidence up to 20 ids ({@link EventId}) of events that made it fire, newest last
 * @param generatorUrl where to look at its origin; empty where there is none
 */
public record Alert(
        Labels labels,
        Map<String, String> annotations,
        Instant startsAt,
        @Nullable Instant endsAt,
        Instant updatedAt,
        String value,
        List<String> evidence,
        String generatorUrl) {
    public Alert {
        annotations = Map.copyOf(annotations);
        evidence = List.copyOf(evidence);
    }

    public String name() {
        return labels.orEmpty(Labels.ALERTNAME);
    }

    public Severity severity() {
        return Severity.parse(labels.orEmpty(Labels.SEVERITY));
    }

    /** An alert is firing until its end has come: {@code endsAt} itself is already over. */
    public boolean firingAt(Instant now) {
        Instant end = endsAt;
        return end == null || end.isAfter(now);
    }

    public Alert endedAt(Instant end, Instant now) {
        return new Alert(labels, annotations, startsAt, end, now, value, evidence, generatorUrl);
    }

    /** The same alert with a place where to look at its origin. */
    public Alert from(String origin) {
        return new Alert(labels, annotations, startsAt, endsAt, updatedAt, value, evidence, origin);
    }

    /** The same alert with other texts for people. */
    public Alert saying(Map<String, String> texts) {
        return new Alert(labels, texts, startsAt, endsAt, updatedAt, value, evidence, generatorUrl);
    }
}
