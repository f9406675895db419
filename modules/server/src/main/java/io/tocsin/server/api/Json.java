package io.tocsin.server.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Sends one JSON answer. */
final class Json {
    private Json() {}

    static void send(RoutingContext context, JsonObject body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    /** The body as an object; an empty body is an empty object, anything else answers 400 and gives null. */
    static @org.jspecify.annotations.Nullable JsonObject body(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (io.vertx.core.json.DecodeException | ClassCastException e) {
            ProblemJson.badRequest(context, "cannot read the body: it must be a JSON object");
            return null;
        }
    }
}
