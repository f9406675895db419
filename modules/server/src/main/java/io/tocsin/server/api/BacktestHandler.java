package io.tocsin.server.api;

import io.tocsin.server.rehearse.BacktestJson;
import io.tocsin.server.rehearse.BacktestJunit;
import io.tocsin.server.rehearse.BacktestOrder;
import io.tocsin.server.rehearse.BacktestReport;
import io.tocsin.server.rehearse.BacktestText;
import io.tocsin.yaml.ConfigException;
import io.tocsin.yaml.Problem;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/rules/backtest} and {@code GET /api/v1/rules/files}: rules as somebody would have them. */
final class BacktestHandler {
    private final Rehearsing rehearsing;

    BacktestHandler(Rehearsing rehearsing) {
        this.rehearsing = rehearsing;
    }

    void mount(Addresses addresses) {
        addresses.post("/api/v1/rules/backtest", this::backtest);
        addresses.get("/api/v1/rules/files", this::files);
    }

    private void backtest(RoutingContext context) {
        JsonObject body = Json.body(context);
        if (body == null) return;
        Function<BacktestReport, String> words = Asked.read(context, () -> words(body.getString("format", "json")));
        BacktestOrder order = words == null ? null : Asked.read(context, () -> order(body));
        if (order == null) return;
        AtomicBoolean gone = new AtomicBoolean();
        context.response().closeHandler(closed -> gone.set(true));
        rehearsing
                .backtest(Caller.client(context), order, gone::get)
                .onSuccess(report -> Json.send(context, json(report, words)))
                .onFailure(failure -> refuse(context, failure));
    }

    private static BacktestOrder order(JsonObject body) {
        // Vert.x wraps nested objects as its own types when they are asked for, and leaves them alone in a copy as map.
        return BacktestOrder.of(new LinkedHashMap<>(body.getMap()));
    }

    /** How the report is written for whoever shows it as it is; empty for nobody. */
    private static Function<BacktestReport, String> words(String format) {
        return switch (format) {
            case "text" -> BacktestText::of;
            case "junit" -> BacktestJunit::of;
            case "json" -> report -> "";
            default ->
                throw new IllegalArgumentException("cannot use 'format' " + format + ": give text, json or junit");
        };
    }

    private static JsonObject json(BacktestReport report, @Nullable Function<BacktestReport, String> words) {
        JsonObject json = new JsonObject(BacktestJson.of(report));
        String written = words == null ? "" : words.apply(report);
        return written.isEmpty() ? json : json.put("report", written);
    }

    private void files(RoutingContext context) {
        rehearsing
                .files(Caller.client(context))
                .onSuccess(files -> Json.send(
                        context,
                        new JsonObject()
                                .put(
                                        "files",
                                        IncidentJson.array(
                                                List.copyOf(files.entrySet()),
                                                file -> new JsonObject()
                                                        .put("name", file.getKey())
                                                        .put("text", file.getValue())))))
                .onFailure(context::fail);
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        switch (failure) {
            case ConfigException wrong ->
                ProblemJson.send(
                        context,
                        400,
                        "The rules are wrong",
                        String.valueOf(wrong.getMessage()),
                        new JsonObject()
                                .put("problems", IncidentJson.array(wrong.problems(), BacktestHandler::problem)));
            case IllegalArgumentException wrong -> ProblemJson.badRequest(context, String.valueOf(wrong.getMessage()));
            default -> context.fail(failure);
        }
    }

    private static JsonObject problem(Problem problem) {
        return new JsonObject()
                .put("file", problem.file())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.message());
    }
}
