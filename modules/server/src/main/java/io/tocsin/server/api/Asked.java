package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.query.Statement;
import io.tocsin.store.Scope;
import io.tocsin.yaml.Durations;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that all questions about events share. */
final class Asked {
    /** A person waits no longer unless they say so. */
    private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);

    /** Proxies hang up after a minute, and whatever runs for longer is taken from others. */
    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

    private Asked() {}

    /** What the reading gives; null after answering 400 when the parameters are none. */
    static <T> @Nullable T read(RoutingContext context, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (QuerySyntaxException e) {
            ProblemJson.send(
                    context,
                    400,
                    "Cannot read the query",
                    String.valueOf(e.getMessage()),
                    new JsonObject().put("position", e.position()));
        } catch (IllegalArgumentException e) {
            ProblemJson.badRequest(context, String.valueOf(e.getMessage()));
        }
        return null;
    }

    static Statement statement(RoutingContext context, Instant now) {
        return Statement.parse(Params.query(context, "q", ""), now);
    }

    /** A condition without pipes, where nothing but a condition makes sense. */
    static Query query(RoutingContext context, Instant now) {
        return Query.parse(Params.query(context, "q", ""), now);
    }

    /** The events that are asked about, for as long as the caller is there. */
    static Scope scope(RoutingContext context, Query query, Instant now) {
        return new Scope(
                query,
                time(context, "from", Instant.MIN, now),
                time(context, "to", Instant.MAX, now),
                timeout(context),
                gone(context));
    }

    private static Instant time(RoutingContext context, String name, Instant otherwise, Instant now) {
        String text = Params.query(context, name, "");
        return text.isEmpty() ? otherwise : TimeParam.parse(text, now);
    }

    private static Duration timeout(RoutingContext context) {
        String text = Params.query(context, "timeout", "");
        if (text.isEmpty()) return TIMEOUT_DEFAULT;
        Duration timeout = Durations.parse(text);
        if (timeout == null || timeout.isZero() || timeout.compareTo(TIMEOUT_MAX) > 0) {
            throw new IllegalArgumentException(
                    "cannot use timeout '" + text + "': give a duration from 1ms to " + Durations.print(TIMEOUT_MAX));
        }
        return timeout;
    }

    /** Turns true when the caller hangs up before the answer; safe to ask from any thread. */
    private static BooleanSupplier gone(RoutingContext context) {
        AtomicBoolean gone = new AtomicBoolean();
        context.response().closeHandler(closed -> gone.set(true));
        return gone::get;
    }

    /** A number within bounds. */
    static int number(RoutingContext context, String name, int otherwise, int min, int max) {
        String text = Params.query(context, name, Integer.toString(otherwise));
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) return number;
        }
        throw new IllegalArgumentException(
                "cannot use " + name + " '" + text + "': give a number from " + min + " to " + max);
    }

    static boolean flag(RoutingContext context, String name) {
        String text = Params.query(context, name, "false");
        return switch (text) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("cannot use " + name + " '" + text + "': give true or false");
        };
    }
}
