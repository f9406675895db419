package io.tocsin.server.alertmanager;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * An error as Alertmanager words it: a JSON text where a value makes no sense, an object with a code where a request does not
 * have the described shape. Clients show either as it is.
 *
 * @param body JSON; empty for none
 */
record Refusal(int status, String body) {
    /** The codes of go-openapi, which Alertmanager is built on. */
    static final int OF_THE_WRONG_TYPE = 601;

    static final int REQUIRED = 602;
    static final int TOO_FEW = 612;

    /** The request has the right shape and cannot be done. */
    static Refusal text(int status, String why) {
        return new Refusal(status, Json.encode(why));
    }

    /** The request does not have the right shape. */
    static Refusal coded(int status, int code, String why) {
        return new Refusal(
                status, new JsonObject().put("code", code).put("message", why).encode());
    }

    /** The body cannot be read at all. */
    static Refusal unreadable(String what, String why) {
        return coded(400, 400, "parsing " + what + " body failed, because " + why);
    }

    void send(RoutingContext context) {
        context.response().setStatusCode(status);
        if (!body.isEmpty()) context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        context.response().end(body);
    }
}
