package io.tocsin.server.api;

import io.tocsin.server.config.SelfWatch.Heartbeat;
import io.tocsin.yaml.Durations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** {@code /api/v1/heartbeats}: POST says that something lives, GET asks whether it does. */
final class HeartbeatsHandler {
    private final Heartbeating heartbeats;

    HeartbeatsHandler(Heartbeating heartbeats) {
        this.heartbeats = heartbeats;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/heartbeats", this::list);
        addresses.get("/api/v1/heartbeats/:heartbeat", context -> answer(context, heartbeats.show(name(context))));
        addresses.post("/api/v1/heartbeats/:heartbeat", context -> answer(context, heartbeats.beat(name(context))));
    }

    private static String name(RoutingContext context) {
        return Params.path(context, "heartbeat");
    }

    private void list(RoutingContext context) {
        heartbeats
                .list()
                .onSuccess(all -> Json.send(
                        context, new JsonObject().put("heartbeats", IncidentJson.array(all, HeartbeatsHandler::json))))
                .onFailure(context::fail);
    }

    private static void answer(RoutingContext context, Future<Heartbeating.View> answer) {
        answer.onSuccess(view -> Json.send(context, json(view))).onFailure(failure -> {
            if (failure instanceof NoSuchHeartbeatException none)
                ProblemJson.notFound(context, String.valueOf(none.getMessage()));
            else context.fail(failure);
        });
    }

    private static JsonObject json(Heartbeating.View view) {
        Heartbeat heartbeat = view.heartbeat();
        JsonObject json = new JsonObject()
                .put("name", heartbeat.name())
                .put("every", Durations.print(heartbeat.every()))
                .put("grace", Durations.print(heartbeat.grace()))
                .put("severity", heartbeat.severity().name().toLowerCase(Locale.ROOT))
                .put("missing", view.missing())
                .put("missing_from", view.missingFrom().toString());
        return view.last() == null ? json : json.put("last", String.valueOf(view.last()));
    }
}
