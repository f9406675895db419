package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.tocsin.server.report.IncidentReport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** {@code GET /api/v1/reports/incidents}: what the incidents of a stretch of time cost. */
final class ReportsHandler {
    /** As long as incidents are kept. */
    private static final Duration RANGE_MAX = Duration.ofDays(400);

    private final Incidents incidents;
    private final InstantSource clock;

    ReportsHandler(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/reports/incidents", this::report);
    }

    private void report(RoutingContext context) {
        try {
            Instant now = clock.instant();
            Instant from = TimeParam.parse(Params.query(context, "from", "-30d"), now);
            Instant to = TimeParam.parse(Params.query(context, "to", "now"), now);
            ZoneId zone = zone(Params.query(context, "zone", "UTC"));
            if (!from.isBefore(to))
                throw new IllegalArgumentException(
                        "cannot report from " + from + " to " + to + ": it ends before it begins");
            if (Duration.between(from, to).compareTo(RANGE_MAX) > 0)
                throw new IllegalArgumentException(
                        "cannot report from " + from + " to " + to + ": at most " + RANGE_MAX.toDays() + " days");
            answer(context, from, to, zone);
        } catch (IllegalArgumentException e) {
            ProblemJson.badRequest(context, String.valueOf(e.getMessage()));
        }
    }

    private void answer(RoutingContext context, Instant from, Instant to, ZoneId zone) {
        Future<Integer> open = incidents
                .list(incident -> incident.open() && isWithin(from, to, incident))
                .map(found -> found.size());
        incidents
                .closed(each ->
                        !each.openedAt().isBefore(from) && each.openedAt().isBefore(to))
                .compose(closed -> open.map(count -> {
                    JsonObject json = ReportJson.of(IncidentReport.of(closed, from, to, zone));
                    return json.put("zone", zone.getId()).put("open", count);
                }))
                .onSuccess(json -> Json.send(context, json))
                .onFailure(context::fail);
    }

    private static boolean isWithin(Instant from, Instant to, Incident incident) {
        return !incident.openedAt().isBefore(from) && incident.openedAt().isBefore(to);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cannot read zone '" + name + "': give one such as Europe/Berlin");
        }
    }
}
