package io.tocsin.server.api;

import io.tocsin.escalation.Attempt;
import io.tocsin.escalation.Chain;
import io.tocsin.escalation.TimelineEntry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Entries of a timeline as JSON, and back. */
final class TimelineJson {
    private TimelineJson() {}

    static JsonObject entry(Chain.Link link) {
        TimelineEntry entry = link.entry();
        JsonObject json = new JsonObject()
                .put("n", entry.number())
                .put("at", entry.at().toString())
                .put("kind", entry.kind().name())
                .put("by", entry.by())
                .put("text", entry.text());
        Attempt attempt = entry.attempt();
        if (attempt != null) json.put("attempt", attempt(attempt));
        return json.put("previous", entry.previous()).put("hash", link.hash());
    }

    private static JsonObject attempt(Attempt attempt) {
        return new JsonObject()
                .put("notice", attempt.notice())
                .put("what", attempt.what())
                .put("to", attempt.to())
                .put("address", attempt.address())
                .put("number", attempt.number())
                .put("outcome", attempt.outcome().name())
                .put("detail", attempt.detail())
                .put("took", attempt.took().toString());
    }

    /**
     * Reads what {@link #entry} wrote.
     *
     * @throws RuntimeException of some kind when it is anything else
     */
    static Chain.Link link(JsonObject json) {
        TimelineEntry entry = new TimelineEntry(
                Instant.parse(json.getString("at")),
                TimelineEntry.Kind.valueOf(json.getString("kind")),
                json.getString("text"),
                json.getString("by"),
                attemptOrNull(json.getJsonObject("attempt")),
                json.getInteger("n"),
                json.getString("previous"));
        return new Chain.Link(entry, json.getString("hash"));
    }

    private static @Nullable Attempt attemptOrNull(@Nullable JsonObject json) {
        return json == null
                ? null
                : new Attempt(
                        json.getString("notice"),
                        json.getString("what"),
                        json.getString("to"),
                        json.getString("address"),
                        json.getInteger("number"),
                        Attempt.Outcome.valueOf(json.getString("outcome")),
                        json.getString("detail"),
                        Duration.parse(json.getString("took")));
    }
}
