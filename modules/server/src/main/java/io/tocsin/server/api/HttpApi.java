package io.tocsin.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.rules.RuleStatus;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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

    private static final String LOGS = "/api/v1/logs";

    private HttpApi() {}

    /**
     * Everything that the addresses need.
     *
     * @param callbacks by path: what others post to us, with a proof of who they are
     */
    public record Ports(
            Handler<RoutingContext> intake,
            Searches searches,
            Tails tails,
            Custody custody,
            Backups backups,
            Incidents incidents,
            Alerts alerts,
            AlertmanagerApi.Ports alertmanager,
            Explaining explaining,
            Supplier<Future<List<RuleStatus>>> rules,
            Rehearsing rehearsing,
            Overriding overriding,
            Supplier<Settings> settings,
            Heartbeating heartbeats,
            ReceiverTests receivers,
            Supplier<List<HealthHandler.Check>> checks,
            Supplier<JsonObject> status,
            Supplier<String> metrics,
            Supplier<Future<Void>> reload,
            Function<String, Optional<AckToken>> tokens,
            Map<String, Handler<RoutingContext>> callbacks,
            Runnable bug,
            InstantSource clock) {}

    /** A router for one event loop. */
    public static Router router(Vertx vertx, Ports ports) {
        Router router = Router.router(vertx);
        Addresses addresses = new Addresses(router);
        AuthHandler auth = new AuthHandler(() -> ports.settings().get().auth());
        OriginHandler origin = new OriginHandler(() -> ports.settings().get().externalUrl());
        // Before everything else, with the guards of its own: it is asked more often than all others together, and the
        // table is looked through from the top.
        router.post(LOGS).handler(auth).handler(origin).handler(ports.intake());
        open(addresses, ports);
        router.route().handler(auth);
        router.route().handler(origin);
        guarded(router, addresses, vertx, ports);
        addresses.refuseOtherVerbs();
        router.route()
                .last()
                .handler(context -> ProblemJson.notFound(context, "there is no " + context.normalizedPath()));
        router.route().failureHandler(context -> explain(context, ports.bug()));
        return router;
    }

    /**
     * What anybody may ask. The console's files are the same for everybody and hold nothing: what they show they ask for
     * below. Signed links and callbacks carry their own proof, and those who look after processes have no tokens.
     */
    private static void open(Addresses addresses, Ports ports) {
        ConsoleHandler console = new ConsoleHandler();
        addresses.get("/api/v1/openapi.yaml", context -> console.serve(context, "openapi.yaml"));
        addresses.get("/favicon.ico", context -> console.serve(context, "console/icons/0.svg"));
        for (String page : List.of(
                "/",
                "/search",
                "/requests/*",
                "/incidents",
                "/incidents/*",
                "/explain",
                "/explain/*",
                "/oncall",
                "/reports",
                "/rules",
                "/runbooks/*",
                "/console/*")) {
            addresses.get(page, console);
        }
        new AckPageHandler(ports.incidents(), ports.tokens()).mount(addresses);
        ports.callbacks().forEach((path, callback) -> addresses.post(path, new Crowd().before(callback)));
        new HealthHandler(ports.checks()).mount(addresses);
        addresses.refuseOtherVerbs();
    }

    private static void guarded(Router router, Addresses addresses, Vertx vertx, Ports ports) {
        addresses.known(LOGS, HttpMethod.POST);
        // Before the limit of our own bodies: other senders know no batches.
        AlertmanagerApi.mount(router, "", ports.alertmanager());
        router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(BODY_MAX));
        addresses.get("/api/v1/search", new SearchHandler(ports.searches(), ports.clock()));
        addresses.get("/api/v1/histogram", new HistogramHandler(ports.searches(), ports.clock()));
        addresses.get("/api/v1/tail", new TailHandler(vertx, ports.tails(), ports.clock(), TailHandler.PING_EVERY));
        new CustodyHandler(ports.custody(), ports.searches(), ports.clock()).mount(addresses);
        new BackupHandler(ports.backups()).mount(addresses);
        new FieldsHandler(ports.searches(), ports.clock()).mount(addresses);
        addresses.get("/api/v1/requests/:id", new RequestHandler(ports.searches()));
        new IncidentsHandler(ports.incidents(), ports.clock()).mount(addresses);
        new IncidentOrders(ports.incidents(), ports.clock()).mount(addresses);
        new TimelineHandler(ports.incidents(), ports.clock()).mount(addresses);
        new ReportsHandler(ports.incidents(), ports.clock()).mount(addresses);
        addresses.get("/api/v1/decisions", new DecisionsHandler(ports.explaining(), ports.clock()));
        new ExplainHandler(ports.explaining(), ports.clock()).mount(addresses);
        addresses.get("/api/v1/alerts", new AlertsHandler(ports.alerts()));
        addresses.post(
                "/api/v1/silences/preview",
                new SilencePreviewHandler(ports.alertmanager().routed()));
        addresses.get("/api/v1/oncall", new OncallHandler(ports.overriding()::schedules, ports.clock()));
        new SchedulesHandler(ports.overriding(), ports.clock()).mount(addresses);
        new OverridesHandler(ports.overriding(), ports.clock()).mount(addresses);
        new HeartbeatsHandler(ports.heartbeats()).mount(addresses);
        new ReceiversHandler(ports.receivers()).mount(addresses);
        addresses.get("/api/v1/rules", new RulesHandler(ports.rules()));
        new BacktestHandler(ports.rehearsing()).mount(addresses);
        addresses.get(
                "/api/v1/runbooks/:name",
                new RunbookHandler(vertx, () -> ports.settings().get().runbooks()));
        addresses.get(
                "/api/v1/status", context -> Json.send(context, ports.status().get()));
        addresses.get("/metrics", context -> metrics(context, ports.metrics().get()));
        addresses.post("/-/reload", context -> reload(context, ports.reload().get()));
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
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            // What Vert.x itself refuses, such as a body over the limit: the caller's mistake, not ours.
            HttpResponseStatus reason = HttpResponseStatus.valueOf(status);
            ProblemJson.send(context, status, reason.reasonPhrase(), detail.isEmpty() ? "see the status" : detail);
            return;
        }
        switch (failure == null ? new IllegalStateException("failed without a reason") : failure) {
            case BusyException busy -> {
                context.response().putHeader("Retry-After", "1");
                ProblemJson.send(context, 503, "Busy", detail);
            }
            case ShareUsedException share -> {
                context.response().putHeader("Retry-After", "1");
                ProblemJson.send(context, 429, "Too many requests", detail);
            }
            case HeldBackException held -> ProblemJson.send(context, 409, "Held back", detail);
            case OtherRequestException other -> ProblemJson.send(context, 422, "Key in use", detail);
            case UnderWayException other -> ProblemJson.send(context, 409, "Under way", detail);
            case NoSuchIncidentException none -> ProblemJson.notFound(context, detail);
            case RefusedException refused ->
                ProblemJson.send(
                        context, 409, "Not possible now", detail, new JsonObject().put("state", refused.state()));
            default -> {
                log.error("bug at {} {}", context.request().method(), context.normalizedPath(), failure);
                bug.run();
                ProblemJson.send(context, 500, "Our mistake", "the server's log says more");
            }
        }
    }
}
