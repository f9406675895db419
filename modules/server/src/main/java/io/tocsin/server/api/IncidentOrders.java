package io.tocsin.server.api;

import io.tocsin.escalation.Signal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What people order about incidents: {@code POST /api/v1/incidents} pages somebody by hand, {@code …/{id}/{verb}} does something about
 * one, {@code POST /api/v1/incidents:bulk} about many. An {@code Idempotency-Key} makes an order that is sent again count once.
 */
final class IncidentOrders {
    /** More than a screenful is a matter for a silence. */
    static final int IDS_MAX = 500;

    private static final String KEY = "Idempotency-Key";
    private static final int KEY_MAX = 200;

    private final Incidents incidents;
    private final InstantSource clock;

    IncidentOrders(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    void mount(Addresses addresses) {
        addresses.post("/api/v1/incidents", context -> order(context, this::page));
        addresses.postExactly("/api/v1/incidents:bulk", context -> order(context, this::bulk));
        addresses.post("/api/v1/incidents/:id/:verb", context -> order(context, this::act));
    }

    private interface Order {
        /** @throws IllegalArgumentException with what the body lacks */
        Supplier<Future<JsonObject>> of(RoutingContext context, JsonObject body);
    }

    private void order(RoutingContext context, Order order) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        String token = Caller.of(context).token();
        if (token != null && body.getValue("by") == null) body.put("by", token);
        try {
            answer(context, body, order.of(context, body));
        } catch (NoSuchVerbException none) {
            ProblemJson.notFound(context, String.valueOf(none.getMessage()));
        } catch (IllegalArgumentException e) {
            ProblemJson.badRequest(context, String.valueOf(e.getMessage()));
        }
    }

    private void answer(RoutingContext context, JsonObject body, Supplier<Future<JsonObject>> work) {
        String key = key(context);
        String request = context.normalizedPath() + "\n" + body.encode();
        Future<JsonObject> answer =
                key.isEmpty() ? work.get() : incidents.once(Caller.client(context) + "\n" + key, request, work);
        answer.onSuccess(done -> Json.send(context, done)).onFailure(failure -> {
            if (failure instanceof IllegalArgumentException wrong)
                ProblemJson.badRequest(context, String.valueOf(wrong.getMessage()));
            else context.fail(failure);
        });
    }

    private static String key(RoutingContext context) {
        String key = context.request().getHeader(KEY);
        if (key == null) return "";
        if (key.isBlank() || key.length() > KEY_MAX)
            throw new IllegalArgumentException("cannot use " + KEY + ": it must have 1 to " + KEY_MAX + " characters");
        return key;
    }

    private Supplier<Future<JsonObject>> page(RoutingContext context, JsonObject body) {
        String key = key(context);
        String cause = key.isEmpty() ? "" : Caller.client(context) + "\n" + key;
        PageOrder order = PageOrderReader.read(body, cause);
        return () -> incidents.page(order).map(this::full);
    }

    private Supplier<Future<JsonObject>> act(RoutingContext context, JsonObject body) {
        Signal signal = signal(Params.path(context, "verb"), body);
        String id = Params.path(context, "id");
        return () -> incidents.act(id, signal).map(this::full);
    }

    private JsonObject full(IncidentView view) {
        return IncidentJson.full(view, clock.instant());
    }

    private Signal signal(String verb, JsonObject body) {
        Signal signal = IncidentVerbs.read(verb, body, clock.instant());
        if (signal == null) throw new NoSuchVerbException("cannot " + verb + " an incident: " + IncidentVerbs.KNOWN);
        return signal;
    }

    private static final class NoSuchVerbException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        NoSuchVerbException(String reason) {
            super(reason);
        }
    }

    private Supplier<Future<JsonObject>> bulk(RoutingContext context, JsonObject body) {
        Set<String> ids = ids(body);
        if (!(body.getValue("verb") instanceof String verb))
            throw new IllegalArgumentException("cannot do nothing: send {\"verb\": \"acknowledge\", \"ids\": […]}");
        Signal signal;
        try {
            signal = signal(verb, body);
        } catch (NoSuchVerbException none) {
            // Here the verb is a part of the body, not of the address.
            throw new IllegalArgumentException(none.getMessage(), none);
        }
        return () -> {
            List<Future<JsonObject>> answers = new ArrayList<>();
            for (String id : ids) answers.add(one(id, signal));
            return Future.join(answers).map(all -> {
                JsonArray results = new JsonArray();
                answers.forEach(answer -> results.add(answer.result()));
                return new JsonObject().put("results", results);
            });
        };
    }

    private static Set<String> ids(JsonObject body) {
        Set<String> ids = new LinkedHashSet<>();
        if (body.getValue("ids") instanceof JsonArray list) {
            for (Object id : list) if (id instanceof String text) ids.add(text);
            if (ids.isEmpty() || ids.size() > IDS_MAX || list.size() > IDS_MAX) ids.clear();
        }
        if (ids.isEmpty())
            throw new IllegalArgumentException(
                    "cannot read 'ids': it must be a list of 1 to " + IDS_MAX + " incidents");
        return ids;
    }

    private Future<JsonObject> one(String id, Signal signal) {
        return incidents
                .act(id, signal)
                .map(view -> new JsonObject()
                        .put("id", id)
                        .put("status", 200)
                        .put("state", IncidentJson.state(view.incident())))
                .otherwise(failure -> refused(id, failure));
    }

    private static JsonObject refused(String id, Throwable failure) {
        JsonObject json = new JsonObject().put("id", id);
        return switch (failure) {
            case NoSuchIncidentException none -> json.put("status", 404).put("detail", none.getMessage());
            case RefusedException refused ->
                json.put("status", 409).put("detail", refused.getMessage()).put("state", refused.state());
            default -> json.put("status", 503).put("detail", String.valueOf(failure.getMessage()));
        };
    }
}
