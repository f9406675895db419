package io.tocsin.server.alertmanager;

import io.tocsin.routing.Matcher;
import io.tocsin.routing.MatcherMode;
import io.tocsin.routing.MatcherSyntax;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The table of Alertmanager's addresses, version 2. Errors look like Alertmanager's, not like those of our own API. */
public final class AlertmanagerApi {
    /** Whose behaviour this is; clients decide by it what they may ask for. */
    public static final String COMPATIBLE = "0.34.1";

    /** A batch of Prometheus is 64 alerts, some 50 KiB; some senders know no batches. */
    private static final long BODY_MAX = 64L << 20;

    private final Router router;
    private final String base;
    private final Ports ports;
    private final AtomicInteger reading = new AtomicInteger();

    /**
     * How matchers and names are read.
     *
     * @param mode which syntaxes of matchers are known, in files too
     */
    public record Dialect(LabelNames names, MatcherMode mode) {
        /** UTF-8 names, and both syntaxes of matchers: Alertmanager's default. */
        public static final Dialect DEFAULT = new Dialect(LabelNames.UTF_8, MatcherMode.FALLBACK);

        /** Reads one matcher, or throws {@link IllegalArgumentException}. */
        Function<String, Matcher> matcher() {
            return text -> MatcherSyntax.one(text, mode);
        }
    }

    /**
     * What the status tells of us.
     *
     * @param release our own version
     * @param peerAddress where other nodes would find this one; empty for no cluster
     */
    public record About(String release, String peerName, String peerAddress) {}

    /**
     * What the addresses need.
     *
     * @param readsMax so many answers of {@code GET} at a time; each may be large
     */
    public record Ports(Routed routed, Dialect dialect, About about, int readsMax, InstantSource clock) {}

    private AlertmanagerApi(Router router, String base, Ports ports) {
        this.router = router;
        this.base = base;
        this.ports = ports;
    }

    /**
     * Adds the addresses to a router.
     *
     * @param prefix before {@code /api/v2}; empty for none
     * @return all paths, with their parameters as {@code :name}
     */
    public static List<String> mount(Router router, String prefix, Ports ports) {
        return new AlertmanagerApi(router, prefix + "/api/v2", ports).mount();
    }

    private List<String> mount() {
        AlertsResource alerts = new AlertsResource(ports.routed(), ports.dialect(), ports.clock());
        GroupsResource groups = new GroupsResource(ports.routed(), ports.dialect(), ports.clock());
        SilencesResource silences = new SilencesResource(ports.routed(), ports.dialect(), ports.clock());
        StatusResource status = new StatusResource(
                ports.routed(), ports.about(), ports.dialect(), ports.clock().instant());
        router.route(base + "/*").handler(AlertmanagerApi::head);
        router.route(base + "/*")
                .method(HttpMethod.POST)
                .handler(BodyHandler.create(false).setBodyLimit(BODY_MAX));
        get("/status", status::show);
        get("/receivers", status::receivers);
        get("/alerts", alerts::list);
        post("/alerts", alerts::post);
        get("/alerts/groups", groups::list);
        get("/silences", silences::list);
        post("/silences", silences::post);
        get("/silence/:silenceID", silences::show);
        router.delete(base + "/silence/:silenceID").handler(context -> attempt(context, silences::expire));
        List<String> paths = new ArrayList<>();
        known("/status", "GET, HEAD", paths);
        known("/receivers", "GET, HEAD", paths);
        known("/alerts", "GET, HEAD, POST", paths);
        known("/alerts/groups", "GET, HEAD", paths);
        known("/silences", "GET, HEAD, POST", paths);
        known("/silence/:silenceID", "DELETE, GET, HEAD", paths);
        router.route(base + "/*").handler(AlertmanagerApi::unknown);
        return paths;
    }

    private static void head(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        context.next();
    }

    private void get(String path, Resource resource) {
        Route route = router.route(base + path).method(HttpMethod.GET).method(HttpMethod.HEAD);
        route.handler(context -> {
            if (reading.get() >= ports.readsMax()) {
                String why = "Limit of concurrent GET requests reached (" + ports.readsMax() + "), try again later.";
                new Refusal(503, why + "\n").send(context);
                return;
            }
            reading.incrementAndGet();
            context.addEndHandler(ended -> reading.decrementAndGet());
            attempt(context, resource);
        });
    }

    private void post(String path, Resource resource) {
        router.post(base + path).handler(context -> attempt(context, resource));
    }

    private static void attempt(RoutingContext context, Resource resource) {
        try {
            resource.answer(context);
        } catch (RefusedRequestException e) {
            e.refusal().send(context);
        }
    }

    private void known(String path, String verbs, List<String> paths) {
        paths.add(base + path);
        router.route(base + path).handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, verbs);
            String why = "method " + context.request().method() + " is not allowed, but [" + verbs + "] are";
            Refusal.coded(405, 405, why).send(context);
        });
    }

    private static void unknown(RoutingContext context) {
        Refusal.coded(404, 404, "path " + context.normalizedPath() + " was not found")
                .send(context);
    }

    /** Answers one request, or says why not. */
    @FunctionalInterface
    private interface Resource {
        void answer(RoutingContext context) throws RefusedRequestException;
    }
}
