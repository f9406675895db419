package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchRequest.Order;
import io.tocsin.store.SearchResult;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/search}: events that match, newest first unless asked otherwise. */
final class SearchHandler implements Handler<RoutingContext> {
    private static final int LIMIT_DEFAULT = 100;

    /** A person waits no longer, and a search that does more work than this starves the others. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Searches searches;
    private final InstantSource clock;

    SearchHandler(Searches searches, InstantSource clock) {
        this.searches = searches;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        SearchRequest request = request(context);
        if (request == null) return;
        long startedAt = System.nanoTime();
        searches.search(request)
                .onSuccess(result -> send(context, result, (System.nanoTime() - startedAt) / 1_000_000))
                .onFailure(failure -> refuse(context, request, failure));
    }

    private static void refuse(RoutingContext context, SearchRequest request, Throwable failure) {
        // Only the store can read a cursor.
        if (failure instanceof IllegalArgumentException && request.cursor() != null) {
            ProblemJson.badRequest(context, String.valueOf(failure.getMessage()));
        } else {
            context.fail(failure);
        }
    }

    private @Nullable SearchRequest request(RoutingContext context) {
        Instant now = clock.instant();
        try {
            Query query = Query.parse(Params.query(context, "q", ""), now);
            Instant from = time(context, "from", Instant.MIN, now);
            Instant to = time(context, "to", Instant.MAX, now);
            String cursor = context.queryParams().get("cursor");
            return new SearchRequest(
                    query,
                    from,
                    to,
                    limit(context),
                    order(context),
                    cursor,
                    PATIENCE,
                    SearchRequest.Total.BOUNDED,
                    () -> false);
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

    private static Instant time(RoutingContext context, String name, Instant otherwise, Instant now) {
        String text = Params.query(context, name, "");
        return text.isEmpty() ? otherwise : TimeParam.parse(text, now);
    }

    private static int limit(RoutingContext context) {
        String text = Params.query(context, "limit", Integer.toString(LIMIT_DEFAULT));
        if (text.matches("\\d{1,6}") && Integer.parseInt(text) <= SearchRequest.LIMIT_MAX)
            return Integer.parseInt(text);
        throw new IllegalArgumentException(
                "cannot use limit '" + text + "': give a number from 0 to " + SearchRequest.LIMIT_MAX);
    }

    private static Order order(RoutingContext context) {
        String order = Params.query(context, "order", "desc");
        return switch (order) {
            case "desc" -> Order.NEWEST_FIRST;
            case "asc" -> Order.OLDEST_FIRST;
            default ->
                throw new IllegalArgumentException(
                        "cannot use order '" + order + "': give 'desc' (newest first) or 'asc'");
        };
    }

    private static void send(RoutingContext context, SearchResult result, long tookMs) {
        Buffer out = Buffer.buffer("{\"events\":[");
        boolean first = true;
        for (FoundEvent event : result.events()) {
            if (!first) out.appendByte((byte) ',');
            first = false;
            EventJson.append(out, event.id(), event.time(), event.json());
        }
        JsonObject rest = new JsonObject()
                .put("cursor", result.cursor())
                .put(
                        "total",
                        new JsonObject()
                                .put("value", result.total())
                                .put("relation", result.totalExact() ? "eq" : "gte"))
                .put("partial", result.partial())
                .put("took_ms", tookMs);
        out.appendString("],").appendString(rest.encode().substring(1));
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(out);
    }
}
