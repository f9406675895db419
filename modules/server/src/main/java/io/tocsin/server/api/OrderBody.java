package io.tocsin.server.api;

import io.tocsin.server.api.Custody.Order;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * What an operator sends.
 *
 * @param order who, and why
 * @param body the rest of it
 */
record OrderBody(Order order, JsonObject body) {
    /** A sentence or two for whoever reads the audit log; longer belongs into a ticket. */
    private static final int REASON_MAX = 1_000;

    private static final int NAME_MAX = 100;

    /**
     * Reads who orders and why; a token's name goes before what the body says.
     *
     * @throws IllegalArgumentException when either is missing
     */
    static OrderBody read(RoutingContext context, JsonObject body) {
        Caller caller = Caller.of(context);
        String token = caller.token();
        String by = token == null ? line(body, "by", NAME_MAX) : token;
        String reason = line(body, "reason", REASON_MAX);
        if (reason.isEmpty())
            throw new IllegalArgumentException("cannot do this without 'reason': the audit log has to say why");
        return new OrderBody(new Order(by.isEmpty() ? "anonymous" : by, caller.address(), reason), body);
    }

    /** A member that must be a text; empty when it is absent. */
    String text(String name) {
        return line(body, name, Integer.MAX_VALUE);
    }

    private static String line(JsonObject body, String name, int max) {
        Object value = body.getValue(name);
        if (value == null) return "";
        if (!(value instanceof String text))
            throw new IllegalArgumentException("cannot read '" + name + "': it must be a text");
        if (text.length() > max)
            throw new IllegalArgumentException(
                    "cannot use '" + name + "' of " + text.length() + " characters: at most " + max + " are allowed");
        return text.strip();
    }
}
