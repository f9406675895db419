package io.tocsin.server.api;

import io.tocsin.query.Statement;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchRequest.Order;
import io.tocsin.store.SearchRequest.Total;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/search}: events that match, newest first unless asked otherwise; behind pipes, a table of them. */
final class SearchHandler implements Handler<RoutingContext> {
    private static final int LIMIT_DEFAULT = 100;

    private final Searches searches;
    private final InstantSource clock;

    SearchHandler(Searches searches, InstantSource clock) {
        this.searches = searches;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Question question = Asked.read(context, () -> question(context));
        if (question == null) return;
        long startedAt = System.nanoTime();
        String client = Caller.client(context);
        if (question.statement.isTable()) {
            searches.table(client, question.scope, question.statement.pipes())
                    .onSuccess(result -> Json.send(context, TableJson.of(result, question.explain, since(startedAt))))
                    .onFailure(context::fail);
        } else {
            searches.search(client, question.request)
                    .onSuccess(result -> PageJson.send(context, result, question.explain, since(startedAt)))
                    .onFailure(failure -> refuse(context, question.request.cursor(), failure));
        }
    }

    private static long since(long startedAt) {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    private static void refuse(RoutingContext context, @Nullable String cursor, Throwable failure) {
        // Only the store can read a cursor.
        if (failure instanceof IllegalArgumentException && cursor != null) {
            ProblemJson.badRequest(context, String.valueOf(failure.getMessage()));
        } else {
            context.fail(failure);
        }
    }

    private Question question(RoutingContext context) {
        Instant now = clock.instant();
        Statement statement = Asked.statement(context, now);
        Scope scope = Asked.scope(context, statement.query(), now);
        SearchRequest request = new SearchRequest(
                scope.query(),
                scope.from(),
                scope.to(),
                Asked.number(context, "limit", LIMIT_DEFAULT, 0, SearchRequest.LIMIT_MAX),
                order(context),
                context.queryParams().get("cursor"),
                scope.patience(),
                total(context),
                scope.gone());
        return new Question(statement, scope, request, Asked.flag(context, "explain"));
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

    private static Total total(RoutingContext context) {
        String total = Params.query(context, "total", "bounded");
        return switch (total) {
            case "none" -> Total.NONE;
            case "bounded" -> Total.BOUNDED;
            case "exact" -> Total.EXACT;
            default ->
                throw new IllegalArgumentException(
                        "cannot use total '" + total + "': give 'none', 'bounded' (up to 10,000) or 'exact'");
        };
    }

    /** Everything that the parameters said; the request is for a statement without pipes. */
    private record Question(Statement statement, Scope scope, SearchRequest request, boolean explain) {}
}
