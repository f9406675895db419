package io.tocsin.server.api;

import io.tocsin.model.Alert;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/** {@code GET /api/v1/alerts}: what began and ended lately. */
final class AlertsHandler implements Handler<RoutingContext> {
    private static final int HISTORY_DEFAULT = 100;
    private static final int HISTORY_MAX = 10_000;

    private final Alerts alerts;

    AlertsHandler(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void handle(RoutingContext context) {
        String text = Params.query(context, "limit", Integer.toString(HISTORY_DEFAULT));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HISTORY_MAX) {
            ProblemJson.badRequest(context, "cannot use limit '" + text + "': give a number from 0 to " + HISTORY_MAX);
            return;
        }
        int limit = Integer.parseInt(text);
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
}
