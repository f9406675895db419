package io.tocsin.server.api;

import io.tocsin.escalation.Chain;
import io.tocsin.escalation.Timeline;
import io.tocsin.server.report.ArchivedIncident;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/incidents/{id}/timeline} and {@code …/export}: what happened, and whether that is what was written. */
final class TimelineHandler {
    private static final String LINES = "application/x-ndjson";

    private final Incidents incidents;
    private final InstantSource clock;

    TimelineHandler(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/incidents/:id/timeline", this::timeline);
        addresses.get("/api/v1/incidents/:id/export", this::export);
    }

    private void timeline(RoutingContext context) {
        boolean lines =
                String.valueOf(context.request().getHeader(HttpHeaders.ACCEPT)).contains(LINES);
        incidents
                .story(Params.path(context, "id"))
                .onSuccess(incident -> {
                    if (lines) send(context, LINES, Buffer.buffer(lines(incident)));
                    else Json.send(context, json(incident));
                })
                .onFailure(context::fail);
    }

    private static String lines(ArchivedIncident incident) {
        return incident.timeline().links().stream()
                .map(link -> TimelineJson.entry(link).encode() + "\n")
                .collect(Collectors.joining());
    }

    private static JsonObject json(ArchivedIncident incident) {
        JsonArray entries = new JsonArray();
        incident.timeline().links().forEach(link -> entries.add(TimelineJson.entry(link)));
        return new JsonObject()
                .put("incident", incident.id())
                .put("title", incident.title())
                .put("state", incident.state())
                .put("chain", chain(incident.id(), incident.timeline()))
                .put("entries", entries);
    }

    /** Whether a timeline is what was written. */
    static JsonObject chain(String incident, Timeline timeline) {
        Chain.@Nullable Break broken = timeline.broken(incident);
        return new JsonObject()
                .put("format", Chain.FORMAT)
                .put("entries", timeline.entries().size())
                .put("folded", timeline.folded())
                .put("head", timeline.head())
                .put("holds", broken == null)
                .put("problem", broken == null ? null : broken.problem());
    }

    private void export(RoutingContext context) {
        incidents
                .story(Params.path(context, "id"))
                .onSuccess(incident -> {
                    String name = "attachment; filename=\"" + incident.id() + ".tocsin.ndjson\"";
                    context.response().putHeader("Content-Disposition", name);
                    send(context, LINES, Buffer.buffer(IncidentExport.write(incident, clock.instant())));
                })
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, String type, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }
}
