package io.tocsin.server.api;

import io.tocsin.query.Pipe;
import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Stats;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.Scope;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchRequest.Order;
import io.tocsin.store.SearchRequest.Total;
import io.tocsin.store.TableResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/histogram}: how many events match, over time, and by the most frequent values of a field. */
final class HistogramHandler implements Handler<RoutingContext> {
    private static final int BUCKETS_DEFAULT = 60;

    /** More bars than a wide screen has room for. */
    private static final int BUCKETS_MAX = 1_000;

    private static final int SERIES_DEFAULT = 5;

    /** More colours than an eye tells apart. */
    private static final int SERIES_MAX = 50;

    private static final Measure COUNT = new Measure(Kind.COUNT, null, 0);

    private final Searches searches;
    private final InstantSource clock;

    HistogramHandler(Searches searches, InstantSource clock) {
        this.searches = searches;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Question question = Asked.read(context, () -> question(context));
        if (question == null) return;
        long startedAt = System.nanoTime();
        bounded(question)
                .compose(bounds -> count(question, bounds.scope)
                        .map(json -> json.put("partial", bounds.partial || json.getBoolean("partial"))))
                .onSuccess(json -> Json.send(context, json.put("took_ms", (System.nanoTime() - startedAt) / 1_000_000)))
                .onFailure(context::fail);
    }

    private Question question(RoutingContext context) {
        Instant now = clock.instant();
        Scope asked = Asked.scope(context, Asked.query(context, now), now);
        // A time range without an end goes up to now, whether or not there is something to show.
        boolean untilNow = asked.to().equals(Instant.MAX) && !asked.from().equals(Instant.MIN);
        Scope scope = untilNow && asked.from().isBefore(now) ? between(asked, asked.from(), now) : asked;
        String by = Params.query(context, "by", "");
        return new Question(
                Caller.client(context),
                scope,
                Asked.number(context, "buckets", BUCKETS_DEFAULT, 2, BUCKETS_MAX),
                by.isEmpty() ? null : groupable(by),
                Asked.number(context, "series", SERIES_DEFAULT, 1, SERIES_MAX));
    }

    /** Refuses what cannot be grouped by, while there is a caller to be told. */
    private static String groupable(String field) {
        return new Stats(List.of(COUNT), List.of(field), null).by().getFirst();
    }

    private static Scope between(Scope scope, Instant from, Instant to) {
        return new Scope(scope.query(), from, to, scope.patience(), scope.gone());
    }

    /** Looks up the bounds that were not given. */
    private Future<Bounds> bounded(Question question) {
        Scope scope = question.scope;
        Future<End> from = scope.from().equals(Instant.MIN)
                ? end(question, Order.OLDEST_FIRST)
                : Future.succeededFuture(new End(scope.from(), false));
        return from.compose(first -> to(question)
                .map(last -> new Bounds(
                        first.at == null || last.at == null ? null : between(scope, first.at, last.at),
                        first.partial || last.partial)));
    }

    private Future<End> to(Question question) {
        Instant to = question.scope.to();
        return to.equals(Instant.MAX)
                ? end(question, Order.NEWEST_FIRST).map(HistogramHandler::behind)
                : Future.succeededFuture(new End(to, false));
    }

    private static End behind(End last) {
        return new End(last.at == null ? null : last.at.plusMillis(1), last.partial);
    }

    private Future<End> end(Question question, Order order) {
        Scope scope = question.scope;
        SearchRequest request = SearchRequest.newest(scope.query(), 1)
                .between(scope.from(), scope.to())
                .in(order)
                .patient(scope.patience())
                .counting(Total.NONE)
                .until(scope.gone());
        return searches.search(question.client, request)
                .map(result -> new End(
                        result.events().stream()
                                .map(FoundEvent::time)
                                .findFirst()
                                .orElse(null),
                        result.partial()));
    }

    private static JsonObject nothing(boolean by) {
        JsonObject json = new JsonObject()
                .put("bucket_ms", 0)
                .put("times", new JsonArray())
                .put("counts", new JsonArray());
        if (by) json.put("series", new JsonArray()).put("other", new JsonArray());
        return json.put("matched", 0).put("truncated", false).put("partial", false);
    }

    private Future<JsonObject> count(Question question, @Nullable Scope scope) {
        if (scope == null || !scope.from().isBefore(scope.to()))
            return Future.succeededFuture(nothing(question.by != null));
        Duration length = BucketLadder.length(scope.from(), scope.to(), question.buckets);
        Histogram histogram = new Histogram(scope.from(), scope.to(), length);
        // What is longer than the store can count in is put together here.
        Duration counted = length.compareTo(BucketLadder.LONGEST) > 0 ? BucketLadder.LONGEST : length;
        Function<List<String>, Future<TableResult>> pass =
                by -> searches.table(question.client, scope, List.<Pipe>of(new Stats(List.of(COUNT), by, counted)));
        String by = question.by;
        if (by == null) {
            return pass.apply(List.of()).map(result -> {
                histogram.total(result.table());
                return answer(histogram, question, result, result.partial());
            });
        }
        return pass.apply(List.of(by)).compose(result -> {
            histogram.series(result.table());
            if (!result.table().truncated()) {
                histogram.total(result.table());
                return Future.succeededFuture(answer(histogram, question, result, result.partial()));
            }
            // There are more values than a table has rows: the sums are right all the same, of the series we know a
            // part.
            return pass.apply(List.of()).map(total -> {
                histogram.total(total.table());
                return answer(histogram, question, result, result.partial() || total.partial());
            });
        });
    }

    private static JsonObject answer(Histogram histogram, Question question, TableResult result, boolean partial) {
        return histogram
                .json(question.by != null, question.series)
                .put("matched", result.matched())
                .put("truncated", result.table().truncated())
                .put("partial", partial);
    }

    /** The time of the first or the last event; null when there is none. */
    private record End(@Nullable Instant at, boolean partial) {}

    /** What to count in; null when nothing matches. */
    private record Bounds(@Nullable Scope scope, boolean partial) {}

    /** Everything that the parameters said. */
    private record Question(
            String client,
            Scope scope,
            int buckets,
            @Nullable String by,
            int series) {}
}
