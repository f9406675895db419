package io.tocsin.server.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Sends one JSON answer. */
final class Json {
    private Json() {}

    static void send(RoutingContext context, JsonObject body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    static void send(RoutingContext context, JsonArray body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    /** A member that must be a text; empty when it is absent or null, null after answering 400 when it is anything else. */
    static @Nullable String text(RoutingContext context, JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) return "";
        if (value instanceof String text) return text.strip();
        ProblemJson.badRequest(context, "cannot read '" + name + "': it must be a text");
        return null;
    }

    /** The body as an object; an empty body is an empty object, anything else answers 400 and gives null. */
    static @Nullable JsonObject body(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            ProblemJson.badRequest(context, "cannot read the body: it must be a JSON object");
            return null;
        }
    }
}
