package io.tocsin.server.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Errors of our own API, as RFC 9457 describes them. */
public final class ProblemJson {
    static final String TYPE = "application/problem+json";

    private ProblemJson() {}

    /** Sends a problem, unless something was answered already. */
    public static void send(RoutingContext context, int status, String title, String detail) {
        send(context, status, title, detail, new JsonObject());
    }

    /** Sends a problem with more members, such as {@code position} or {@code state}. */
    static void send(RoutingContext context, int status, String title, String detail, JsonObject more) {
        if (context.response().headWritten()) return;
        JsonObject body = new JsonObject()
                .put("title", title)
                .put("detail", detail)
                .put("status", status)
                .mergeIn(more);
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, TYPE);
        context.response().end(body.toBuffer());
    }

    static void badRequest(RoutingContext context, String detail) {
        send(context, 400, "Bad request", detail);
    }

    /** Nothing is there. */
    public static void notFound(RoutingContext context, String detail) {
        send(context, 404, "Not found", detail);
    }
}
