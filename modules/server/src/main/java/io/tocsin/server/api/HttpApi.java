package io.tocsin.server.api;

import io.tocsin.oncall.Schedule;
import io.tocsin.rules.RuleStatus;
import io.tocsin.server.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of all addresses: which answers what. */
public final class HttpApi {
    private static final Logger log = LoggerFactory.getLogger(HttpApi.class);

    /** Bodies of small verbs; logs have their own limit and reader. */
    private static final long BODY_MAX = 8L << 20;

    private HttpApi() {}

    /** Everything that the addresses need. */
    public record Ports(
            Handler<RoutingContext> intake,
            Searches searches,
            Incidents incidents,
            Alerts alerts,
            Supplier<Future<List<RuleStatus>>> rules,
            Supplier<Collection<Schedule>> schedules,
            Supplier<Settings> settings,
            Supplier<List<HealthHandler.Check>> checks,
            Supplier<JsonObject> status,
            Supplier<String> metrics,
            Supplier<Future<Void>> reload,
            Function<String, Optional<AckToken>> tokens,
            Runnable bug,
            InstantSource clock) {}

    /** A router for one event loop. */
    public static Router router(Vertx vertx, Ports ports) {
        Router router = Router.router(vertx);
        router.route().handler(new AuthHandler(() -> ports.settings().get().auth()));
        router.post("/api/v1/logs").handler(ports.intake());
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(BODY_MAX));
        router.get("/api/v1/search").handler(new SearchHandler(ports.searches(), ports.clock()));
        router.get("/api/v1/requests/:id").handler(new RequestHandler(ports.searches()));
        new IncidentsHandler(ports.incidents(), ports.clock()).mount(router);
        new AlertsHandler(ports.alerts(), ports.clock()).mount(router);
        router.get("/api/v1/oncall").handler(new OncallHandler(ports.schedules(), ports.clock()));
        router.get("/api/v1/rules").handler(new RulesHandler(ports.rules()));
        router.get("/api/v1/runbooks/:name")
                .handler(new RunbookHandler(vertx, () -> ports.settings().get().runbooks()));
        router.get("/api/v1/status")
                .handler(context -> Json.send(context, ports.status().get()));
        new AckPageHandler(ports.incidents(), ports.tokens()).mount(router);
        new HealthHandler(ports.checks()).mount(router);
        router.get("/metrics")
                .handler(context -> metrics(context, ports.metrics().get()));
        router.post("/-/reload")
                .handler(context -> reload(context, ports.reload().get()));
        console(router);
        router.route()
                .last()
                .handler(context -> ProblemJson.notFound(context, "there is no " + context.normalizedPath()));
        router.route().failureHandler(context -> explain(context, ports.bug()));
        return router;
    }

    private static void console(Router router) {
        ConsoleHandler console = new ConsoleHandler();
        router.get("/api/v1/openapi.yaml").handler(context -> console.serve(context, "openapi.yaml"));
        router.get("/favicon.ico").handler(context -> console.serve(context, "console/favicon.svg"));
        for (String page : List.of(
                "/", "/search", "/requests/*", "/incidents", "/incidents/*", "/rules", "/runbooks/*", "/console/*")) {
            router.get(page).handler(console);
        }
    }

    private static void metrics(RoutingContext context, String text) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(text);
    }

    private static void reload(RoutingContext context, Future<Void> reloaded) {
        reloaded.onSuccess(done -> Json.send(context, new JsonObject().put("status", "reloaded")))
                .onFailure(failure ->
                        ProblemJson.send(context, 500, "Nothing was changed", String.valueOf(failure.getMessage())));
    }

    /** Turns what a handler failed with into the answer that it deserves. */
    private static void explain(RoutingContext context, Runnable bug) {
        Throwable failure = context.failure();
        String detail = failure == null ? "" : String.valueOf(failure.getMessage());
        switch (failure) {
            case BusyException busy -> {
                context.response().putHeader("Retry-After", "1");
                ProblemJson.send(context, 503, "Busy", detail);
            }
            case NoSuchIncidentException none -> ProblemJson.notFound(context, detail);
            case RefusedException refused ->
                ProblemJson.send(
                        context, 409, "Not possible now", detail, new JsonObject().put("state", refused.state()));
            case null -> ProblemJson.send(context, Math.max(400, context.statusCode()), "Refused", "see the status");
            default -> {
                log.error("bug at {} {}", context.request().method(), context.normalizedPath(), failure);
                bug.run();
                ProblemJson.send(context, 500, "Our mistake", "the server's log says more");
            }
        }
    }
}
