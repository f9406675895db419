package io.tocsin.server.alertmanager;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What all of the resources do with requests and answers. */
final class Answers {
    private static final String JSON = "application/json";

    private Answers() {}

    static void json(RoutingContext context, Buffer body) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    /** Alertmanager takes no other type, and no body without one. */
    static void requireJson(RoutingContext context) throws RefusedRequestException {
        String given = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type(given).equals(JSON)) return;
        String named = given == null || given.isEmpty() ? "application/octet-stream" : given;
        throw new RefusedRequestException(Refusal.coded(
                415, 415, "unsupported media type \"" + named + "\", only [application/json] are allowed"));
    }

    private static String type(@Nullable String header) {
        if (header == null) return "";
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }
}
