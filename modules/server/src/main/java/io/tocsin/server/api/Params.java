package io.tocsin.server.api;

import io.vertx.ext.web.RoutingContext;

/** The words of an address, never null. */
final class Params {
    private Params() {}

    /** A part of the path; the router has matched it, so it is there. */
    static String path(RoutingContext context, String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    /** A query parameter, or what stands for its absence. */
    static String query(RoutingContext context, String name, String otherwise) {
        String value = context.queryParams().get(name);
        return value == null ? otherwise : value;
    }
}
