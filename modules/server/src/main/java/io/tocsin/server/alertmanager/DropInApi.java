package io.tocsin.server.alertmanager;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All addresses of the drop-in for Alertmanager: what the binary that it replaces answers, and nothing of our own. */
public final class DropInApi {
    private static final Logger log = LoggerFactory.getLogger(DropInApi.class);

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tocsin</title></head><body>
            <h1>Tocsin in place of Alertmanager</h1>
            <p>This server routes alerts and answers the API under <code>api/v2/</code>. For a console, start the whole of it:
            <code>tocsin up</code>.</p>
            <ul><li><a href="api/v2/status">status</a></li><li><a href="api/v2/alerts">alerts</a></li>
            <li><a href="api/v2/silences">silences</a></li><li><a href="metrics">metrics</a></li></ul></body></html>
            """;

    /** What means something in a regular expression. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    private static final Set<String> PAGES_MAY = Set.of("GET", "HEAD", "POST");
    private static final Pattern HEADERS_OF_PAGES =
            Pattern.compile("(?i)(?:\\s*(?:origin|accept|content-type|x-requested-with)\\s*,?)*");

    private final Router router;
    private final Ports ports;

    /**
     * What the addresses need.
     *
     * @param prefix before every path; empty for none
     * @param ready whether alerts can be taken
     * @param metrics in Prometheus' text format
     * @param busy whether a failure only means that too much waits
     * @param bug told of every exception of our own
     */
    public record Ports(
            AlertmanagerApi.Ports api,
            String prefix,
            Supplier<Boolean> ready,
            Supplier<String> metrics,
            Supplier<Future<Void>> reload,
            Predicate<Throwable> busy,
            Runnable bug) {}

    private DropInApi(Router router, Ports ports) {
        this.router = router;
        this.ports = ports;
    }

    /** Adds the addresses to a router of its own. */
    public static void mount(Router router, Ports ports) {
        new DropInApi(router, ports).mount();
    }

    private void mount() {
        String prefix = ports.prefix();
        router.route(prefix + "/api/v2/*").handler(DropInApi::openToPages);
        AlertmanagerApi.mount(router, prefix, ports.api());
        router.route(prefix + "/api/v1/*").handler(DropInApi::gone);
        look("/-/healthy", context -> text(context, 200, "OK"));
        look("/-/ready", context -> {
            boolean ready = ports.ready().get();
            text(context, ready ? 200 : 503, ready ? "OK" : "Not ready");
        });
        look(
                "/metrics",
                context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(ports.metrics().get()));
        router.post(prefix + "/-/reload").handler(this::reload);
        router.route(prefix + "/-/reload").handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            text(context, 405, "Method Not Allowed");
        });
        look(
                "/",
                context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                        .end(PAGE));
        look("/explain", this::listed);
        if (!prefix.isEmpty())
            router.get("/")
                    .handler(context -> context.response()
                            .setStatusCode(302)
                            .putHeader(HttpHeaders.LOCATION, prefix + "/")
                            .end());
        router.route().last().handler(context -> text(context, 404, "404 page not found"));
        router.route().failureHandler(this::explain);
    }

    private void look(String path, Handler<RoutingContext> handler) {
        router.route(ports.prefix() + path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(handler);
    }

    /** Alertmanager lets the pages of every site read and post; Karma's page does. */
    private static void openToPages(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.getHeader(HttpHeaders.ORIGIN) == null) {
            context.next();
            return;
        }
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!request.method().equals(HttpMethod.OPTIONS) || asked == null) {
            context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            context.next();
            return;
        }
        if (PAGES_MAY.contains(asked)) {
            String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            context.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, asked);
            if (headers != null && HEADERS_OF_PAGES.matcher(headers).matches())
                context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        context.response().setStatusCode(204).end();
    }

    private static void gone(RoutingContext context) {
        context.response()
                .setStatusCode(410)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(
                        "{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was deprecated in version 0.16.0 and"
                                + " is removed; please use the v2 API\"}");
    }

    /** Where a message leads that tells many groups at once: without a console the API lists them. */
    private void listed(RoutingContext context) {
        String receiver = context.request().getParam("receiver", "");
        String literally = SPECIAL.matcher(receiver).replaceAll("\\\\$0");
        String asked = URLEncoder.encode(literally, StandardCharsets.UTF_8);
        context.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, ports.prefix() + "/api/v2/alerts/groups?receiver=" + asked)
                .end();
    }

    private void reload(RoutingContext context) {
        ports.reload()
                .get()
                .onSuccess(done -> context.response().end())
                .onFailure(why -> text(context, 500, "failed to reload config: " + why.getMessage()));
    }

    private void explain(RoutingContext context) {
        if (context.response().headWritten()) return;
        int status = context.statusCode();
        Throwable failure = context.failure();
        if (status >= 400 && status < 500) {
            Refusal.coded(status, status, failure == null ? "refused" : String.valueOf(failure.getMessage()))
                    .send(context);
            return;
        }
        if (failure != null && ports.busy().test(failure)) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            Refusal.text(503, String.valueOf(failure.getMessage())).send(context);
            return;
        }
        log.error("cannot answer {} {}", context.request().method(), context.normalizedPath(), failure);
        ports.bug().run();
        Refusal.text(500, failure == null ? "" : String.valueOf(failure.getMessage()))
                .send(context);
    }

    private static void text(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(text + "\n");
    }
}
