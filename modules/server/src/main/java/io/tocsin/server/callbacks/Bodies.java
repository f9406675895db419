package io.tocsin.server.callbacks;

import io.tocsin.server.api.ProblemJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What all callbacks do with a request before they know whether it is genuine. */
final class Bodies {
    private Bodies() {}

    /** Reads the body as it came; what is too long is refused, and what breaks off needs no answer. */
    static void read(RoutingContext context, Consumer<Buffer> whole) {
        RawBody.of(context.request()).onComplete((body, failure) -> {
            if (failure == null) whole.accept(body);
            else if (failure instanceof RawBody.TooLongException)
                ProblemJson.send(context, 413, "Too long", String.valueOf(failure.getMessage()));
            else context.request().connection().close();
        });
    }

    /** Says no more than that: why a signature is wrong helps only those who try. */
    static void refuse(RoutingContext context) {
        ProblemJson.send(context, 403, "Forbidden", "the signature is missing, wrong or too old");
    }

    /** It is genuine, and could not be kept now. */
    static void later(RoutingContext context) {
        context.response().putHeader("Retry-After", "5");
        ProblemJson.send(context, 503, "Not now", "it could not be kept; send it again");
    }

    static String header(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getHeader(name), "");
    }

    /** The fields of a form, in their order; of a repeated one the last. What is not encoded as it should be is left out. */
    static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) continue;
            try {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            } catch (IllegalArgumentException notEncoded) {
                // its sender did not mean it for us
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
