package io.tocsin.server.api;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/alerts} (our history) and the part of Alertmanager's {@code /api/v2/alerts} that Prometheus needs. */
final class AlertsHandler {
    private static final int HISTORY_DEFAULT = 100;
    private static final int HISTORY_MAX = 10_000;

    /** Go's zero time, which some clients send for "not set". */
    private static final Instant GO_ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private final Alerts alerts;
    private final InstantSource clock;

    AlertsHandler(Alerts alerts, InstantSource clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/api/v1/alerts").handler(this::history);
        router.get("/api/v2/alerts").handler(this::current);
        router.post("/api/v2/alerts").handler(this::accept);
    }

    private void history(RoutingContext context) {
        String text = context.queryParams().get("limit");
        if (text != null && !text.matches("\\d{1,5}")) {
            ProblemJson.badRequest(context, "cannot use limit '" + text + "': give a number up to " + HISTORY_MAX);
            return;
        }
        int limit = text == null ? HISTORY_DEFAULT : Math.min(HISTORY_MAX, Integer.parseInt(text));
        alerts.history(limit)
                .onSuccess(list -> Json.send(
                        context, new JsonObject().put("alerts", IncidentJson.array(list, AlertsHandler::happened))))
                .onFailure(context::fail);
    }

    private static JsonObject happened(Alerts.Happened happened) {
        Alert alert = happened.alert();
        Instant eventTime = happened.eventTime();
        return new JsonObject()
                .put("rule", alert.name())
                .put("labels", IncidentJson.object(alert.labels().map()))
                .put("state", happened.firing() ? "firing" : "resolved")
                .put("starts_at", alert.startsAt().toString())
                .put("ends_at", alert.endsAt() == null ? null : alert.endsAt().toString())
                .put("fired_at", happened.at().toString())
                .put("event_time", eventTime == null ? null : eventTime.toString())
                .put("value", alert.value())
                .put("evidence", new JsonArray(alert.evidence()));
    }

    private void current(RoutingContext context) {
        Instant now = clock.instant();
        alerts.current()
                .onSuccess(list -> {
                    JsonArray body = IncidentJson.array(
                            list.stream().filter(alert -> alert.firingAt(now)).toList(), AlertsHandler::gettable);
                    context.response()
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Cache-Control", "no-store")
                            .end(body.toBuffer());
                })
                .onFailure(context::fail);
    }

    private static JsonObject gettable(Alert alert) {
        return new JsonObject()
                .put("labels", IncidentJson.object(alert.labels().map()))
                .put("annotations", IncidentJson.object(alert.annotations()))
                .put("startsAt", alert.startsAt().toString())
                .put("endsAt", alert.endsAt() == null ? null : alert.endsAt().toString())
                .put("updatedAt", alert.updatedAt().toString())
                .put("generatorURL", alert.generatorUrl())
                .put("fingerprint", "%016x".formatted(alert.labels().fingerprint()));
    }

    private void accept(RoutingContext context) {
        Instant now = clock.instant();
        List<Alert> list = new ArrayList<>();
        try {
            JsonArray body = context.body().asJsonArray();
            if (body == null) throw new DecodeException("the body is empty");
            for (int i = 0; i < body.size(); i++) list.add(postable(body.getJsonObject(i), now));
        } catch (DecodeException | ClassCastException | IllegalArgumentException | DateTimeException e) {
            ProblemJson.badRequest(context, "cannot read the alerts: " + e.getMessage());
            return;
        }
        alerts.accept(list).onSuccess(done -> context.response().end()).onFailure(context::fail);
    }

    private static Alert postable(JsonObject json, Instant now) {
        Labels labels = Labels.of(texts(json.getJsonObject("labels")));
        if (labels.map().isEmpty()) throw new IllegalArgumentException("an alert needs at least one label");
        Instant startsAt = time(json.getString("startsAt"));
        Instant endsAt = time(json.getString("endsAt"));
        Instant start = startsAt == null ? (endsAt == null || endsAt.isAfter(now) ? now : endsAt) : startsAt;
        if (endsAt != null && endsAt.isBefore(start)) {
            throw new IllegalArgumentException("endsAt " + endsAt + " is before startsAt " + start);
        }
        return new Alert(
                labels,
                texts(json.getJsonObject("annotations")),
                start,
                endsAt,
                now,
                "",
                List.of(),
                json.getString("generatorURL", ""));
    }

    private static @Nullable Instant time(@Nullable String text) {
        if (text == null || text.isEmpty()) return null;
        Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        return instant.equals(GO_ZERO) ? null : instant;
    }

    private static Map<String, String> texts(@Nullable JsonObject json) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (json == null) return texts;
        for (Map.Entry<String, Object> member : json) {
            if (!(member.getValue() instanceof String text)) {
                throw new IllegalArgumentException("'" + member.getKey() + "' must be a text");
            }
            texts.put(member.getKey(), text);
        }
        return texts;
    }
}
