package io.tocsin.model;

import java.time.Duration;
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
    /** By how much a step of the clock may be told too short. */
    private static final Duration ROUNDING = Duration.ofMillis(1);

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

    /** The same for one that is known to be over, whose end by another clock has not come yet by ours. */
    public Alert overBy(Instant now) {
        if (endsAt == null || !firingAt(now)) return this;
        return new Alert(labels, annotations, earlier(startsAt, now), now, now, value, evidence, generatorUrl);
    }

    /**
     * The same after the clock on the wall was set back by that much and shows {@code now}: what was over stays over and has lasted as long.
     * What holds keeps its times, an end that is only foretold as well: those are other people's.
     */
    public Alert earlierBy(Duration by, Instant now) {
        Instant heard = earlier(updatedAt, now);
        boolean over = !firingAt(now.plus(by).plus(ROUNDING));
        if (endsAt == null || !over || !firingAt(now))
            return new Alert(labels, annotations, startsAt, endsAt, heard, value, evidence, generatorUrl);
        Instant end = earlier(endsAt.minus(by), now);
        return new Alert(labels, annotations, startsAt.minus(by), end, heard, value, evidence, generatorUrl);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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
