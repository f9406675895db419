package io.tocsin.server.api;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.routing.Status;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of Alertmanager's {@code /api/v2} that Prometheus and Grafana need: posting alerts and reading them. */
final class AlertmanagerHandler {
    /** Go's zero time, which some clients send for "not set". */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    /** Alertmanager shows an end for every alert; for one without, this long after now, its default resolve_timeout. */
    private static final Duration SHOWN_END = Duration.ofMinutes(5);

    /** More reasons than this nobody reads. */
    private static final int REASONS_MAX = 10;

    private final Alerts alerts;
    private final InstantSource clock;

    AlertmanagerHandler(Alerts alerts, InstantSource clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v2/alerts", this::current);
        addresses.post("/api/v2/alerts", this::accept);
    }

    private void current(RoutingContext context) {
        Instant now = clock.instant();
        alerts.statuses()
                .onSuccess(list -> Json.send(context, IncidentJson.array(list, status -> gettable(status, now))))
                .onFailure(context::fail);
    }

    private static JsonObject gettable(Status.OfAlert status, Instant now) {
        Alert alert = status.alert();
        Instant end = alert.endsAt() == null ? now.plus(SHOWN_END) : alert.endsAt();
        return new JsonObject()
                .put("labels", IncidentJson.object(alert.labels().map()))
                .put("annotations", IncidentJson.object(alert.annotations()))
                .put("startsAt", alert.startsAt().toString())
                .put("endsAt", end.toString())
                .put("updatedAt", alert.updatedAt().toString())
                .put("generatorURL", alert.generatorUrl())
                .put("fingerprint", status.fingerprint())
                .put("receivers", IncidentJson.array(status.receivers(), name -> new JsonObject().put("name", name)))
                .put(
                        "status",
                        new JsonObject()
                                .put("state", status.suppressed() ? "suppressed" : "active")
                                .put("silencedBy", new JsonArray(status.silencedBy()))
                                .put("inhibitedBy", new JsonArray(status.inhibitedBy()))
                                .put("mutedBy", new JsonArray(status.mutedBy())));
    }

    /** Takes the good ones whatever the others are, as Alertmanager does, and then says what is wrong with the others. */
    private void accept(RoutingContext context) {
        JsonArray body;
        try {
            body = context.body().asJsonArray();
        } catch (DecodeException | ClassCastException e) {
            body = null;
        }
        if (body == null) {
            ProblemJson.badRequest(context, "cannot read the alerts: the body must be a JSON array of alerts");
            return;
        }
        Instant now = clock.instant();
        List<Alert> good = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            try {
                good.add(postable(body.getValue(i), now));
            } catch (IllegalArgumentException | DateTimeException e) {
                reasons.add("alert " + (i + 1) + ": " + e.getMessage());
            }
        }
        alerts.accept(good).onSuccess(done -> answer(context, reasons)).onFailure(context::fail);
    }

    private static void answer(RoutingContext context, List<String> reasons) {
        if (reasons.isEmpty()) {
            context.response().end();
            return;
        }
        List<String> shown = reasons.subList(0, Math.min(REASONS_MAX, reasons.size()));
        ProblemJson.badRequest(context, "cannot take " + reasons.size() + " alerts: " + String.join("; ", shown));
    }

    private static Alert postable(@Nullable Object given, Instant now) {
        if (!(given instanceof JsonObject json)) throw new IllegalArgumentException("it must be an object");
        Labels labels = Labels.of(texts(json, "labels"));
        if (labels.map().isEmpty()) throw new IllegalArgumentException("it needs at least one label");
        Instant startsAt = time(json, "startsAt");
        Instant endsAt = time(json, "endsAt");
        Instant start = startsAt == null ? (endsAt == null || endsAt.isAfter(now) ? now : endsAt) : startsAt;
        if (endsAt != null && endsAt.isBefore(start)) {
            throw new IllegalArgumentException("endsAt " + endsAt + " is before startsAt " + start);
        }
        Map<String, String> annotations = texts(json, "annotations");
        return new Alert(labels, annotations, start, endsAt, now, "", List.of(), text(json, "generatorURL"));
    }

    private static @Nullable Instant time(JsonObject json, String name) {
        String text = text(json, name);
        if (text.isEmpty()) return null;
        Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        return instant.equals(GO_ZERO) ? null : instant;
    }

    private static String text(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value == null) return "";
        if (value instanceof String text) return text;
        throw new IllegalArgumentException("'" + name + "' must be a text");
    }

    private static Map<String, String> texts(JsonObject json, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Object value = json.getValue(name);
        if (value == null) return texts;
        if (!(value instanceof JsonObject members))
            throw new IllegalArgumentException("'" + name + "' must be an object");
        for (String member : members.fieldNames()) texts.put(member, text(members, member));
        return texts;
    }
}
