package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;

/** {@code /api/v1/incidents}: see them, acknowledge, resolve, escalate. */
final class IncidentsHandler {
    private static final List<String> STATES = List.of("open", "triggered", "acknowledged", "resolved", "all");

    /** A name is shown in pages and timelines; longer than this it is no name. */
    private static final int NAME_MAX = 100;

    private final Incidents incidents;
    private final InstantSource clock;

    IncidentsHandler(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.get("/api/v1/incidents", this::list);
        addresses.get("/api/v1/incidents/:id", this::show);
        addresses.post("/api/v1/incidents/:id/:verb", this::act);
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

    private void act(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        String by = Json.text(context, body, "by");
        if (by == null) return;
        if (by.isEmpty() || by.length() > NAME_MAX || by.chars().anyMatch(Character::isISOControl)) {
            ProblemJson.badRequest(
                    context,
                    "cannot act without a name: send {\"by\": \"your name\"}, one line of at most " + NAME_MAX
                            + " characters");
            return;
        }
        String id = Params.path(context, "id");
        switch (Params.path(context, "verb")) {
            case "acknowledge", "ack" -> answer(context, incidents.acknowledge(id, by, null));
            case "resolve" -> answer(context, incidents.resolve(id, by));
            case "escalate" -> answer(context, incidents.escalate(id, by));
            default ->
                ProblemJson.notFound(
                        context,
                        "cannot " + Params.path(context, "verb") + " an incident: acknowledge, resolve or escalate it");
        }
    }

    private void answer(RoutingContext context, Future<IncidentView> view) {
        view.onSuccess(found -> Json.send(context, IncidentJson.full(found, clock.instant())))
                .onFailure(context::fail);
    }
}
