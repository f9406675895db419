package io.tocsin.server.api;

import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be said of a request at a glance: its span, its services, its errors, and where it stood still. */
final class RequestSummary {
    /** Silence longer than this is worth showing: a person would call the request slow. */
    private static final Duration GAP = Duration.ofSeconds(1);

    private RequestSummary() {}

    /** Summarises events in time order; there must be at least one. */
    static JsonObject of(String id, List<LogEvent> events) {
        Instant from = events.getFirst().time();
        Instant to = events.getLast().time();
        return new JsonObject()
                .put("id", id)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("duration_ms", Duration.between(from, to).toMillis())
                .put("errors", events.stream().filter(RequestSummary::isError).count())
                .put("services", services(events))
                .put("gaps", gaps(events));
    }

    private static JsonArray services(List<LogEvent> events) {
        Map<String, JsonObject> byName = new LinkedHashMap<>();
        for (LogEvent event : events) {
            String name = event.service() == null ? "unknown" : event.service();
            JsonObject service = byName.computeIfAbsent(
                    name,
                    key -> new JsonObject()
                            .put("name", key)
                            .put("events", 0)
                            .put("errors", 0)
                            .put("first", event.time().toString()));
            service.put("events", service.getInteger("events") + 1);
            if (isError(event)) service.put("errors", service.getInteger("errors") + 1);
            service.put("last", event.time().toString());
        }
        JsonArray services = new JsonArray();
        byName.values().forEach(services::add);
        return services;
    }

    private static JsonArray gaps(List<LogEvent> events) {
        JsonArray gaps = new JsonArray();
        for (int i = 1; i < events.size(); i++) {
            LogEvent before = events.get(i - 1);
            Duration gap = Duration.between(before.time(), events.get(i).time());
            if (gap.compareTo(GAP) > 0) {
                gaps.add(
                        new JsonObject().put("after", EventId.text(before.id())).put("ms", gap.toMillis()));
            }
        }
        return gaps;
    }

    private static boolean isError(LogEvent event) {
        LogLevel level = event.level();
        return level != null && level.compareTo(LogLevel.ERROR) >= 0;
    }
}
