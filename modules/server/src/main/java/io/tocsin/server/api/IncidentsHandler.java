package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;

/** {@code GET /api/v1/incidents}: see them. */
final class IncidentsHandler {
    private static final List<String> STATES = List.of("open", "triggered", "acknowledged", "resolved", "all");

    private final Incidents incidents;
    private final InstantSource clock;

    IncidentsHandler(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/incidents", this::list);
        addresses.get("/api/v1/incidents/:id", this::show);
    }

    private void list(RoutingContext context) {
        String state = Params.query(context, "state", "open");
        if (!STATES.contains(state)) {
            ProblemJson.badRequest(
                    context, "cannot list state '" + state + "': give one of " + String.join(", ", STATES));
            return;
        }
        incidents
                .list(incident -> isIn(state, incident))
                .onSuccess(all -> Json.send(
                        context, new JsonObject().put("incidents", IncidentJson.array(all, IncidentJson::summary))))
                .onFailure(context::fail);
    }

    private static boolean isIn(String state, Incident incident) {
        return switch (state) {
            case "all" -> true;
            case "open" -> incident.open();
            default -> IncidentJson.state(incident).equals(state);
        };
    }

    private void show(RoutingContext context) {
        answer(context, incidents.show(Params.path(context, "id")));
    }

    private void answer(RoutingContext context, Future<IncidentView> view) {
        view.onSuccess(found -> Json.send(context, IncidentJson.full(found, clock.instant())))
                .onFailure(context::fail);
    }
}
