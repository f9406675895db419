package io.tocsin.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.routing.MatcherMode;
import io.tocsin.routing.RouterTerms;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.alertmanager.DropInApi;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.RoutingOnly;
import io.tocsin.server.config.Settings.Listen;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one made-up alert all the way, over HTTP, through a room of its own and out to a webhook of its own, before the server
 * says that it is ready: to load and prepare what lies on that way takes a cold JVM a second, by which the first page would come
 * late.
 */
final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

    /** On a machine too busy for this nothing is gained by waiting longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String ALERT =
            "[{\"labels\":{\"alertname\":\"Rehearsal\"},\"annotations\":{\"summary\":\"s\"}}]";

    private Rehearsal() {}

    /** Never fails: a page that comes a little late is no reason not to start. */
    static void play(InstantSource clock) {
        Teardown teardown = new Teardown();
        try {
            play(clock, teardown);
        } catch (IOException | TimeoutException | RuntimeException e) {
            log.debug("the rehearsal did not come to its end", e);
        }
        teardown.run(PATIENCE);
    }

    private static void play(InstantSource clock, Teardown teardown) throws IOException, TimeoutException {
        Path folder = Files.createTempDirectory("tocsin-rehearsal");
        teardown.push("folder", () -> delete(folder));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Vertx vertx = MeasuredVertx.start(registry);
        teardown.push("vertx", () -> vertx.close().await());
        Promise<Void> told = Promise.promise();
        HttpServer hook = vertx.createHttpServer()
                .requestHandler(request -> request.endHandler(read -> {
                    request.response().end();
                    told.tryComplete();
                }))
                .listen(0, "127.0.0.1")
                .await();
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: rehearsal, group_wait: 0s, group_by: [alertname]}
                receivers: [{name: rehearsal, webhook_configs: [{url: 'http://127.0.0.1:%d/'}]}]
                """.formatted(hook.actualPort()));
        Configuration configuration = RoutingOnly.load(
                file, "http://127.0.0.1", MatcherMode.FALLBACK, SilenceLimits.NONE, RouterTerms.DEFAULT, name -> null);
        Metrics metrics = new Metrics(registry, clock);
        AlertRoom room =
                AlertRoom.open(folder, configuration, new AlertRoom.Surroundings(vertx, metrics, clock, teardown));
        AtomicInteger port = new AtomicInteger();
        vertx.deployVerticle(new HttpVerticle(
                        new Listen("127.0.0.1", 0), on -> table(on, room, configuration, registry, clock), port))
                .await();
        ask(vertx, port.get(), HttpMethod.POST, "/api/v2/alerts", ALERT);
        ask(vertx, port.get(), HttpMethod.GET, "/api/v2/alerts", "");
        ask(vertx, port.get(), HttpMethod.GET, "/api/v2/status", "");
        told.future().await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Router table(
            Vertx vertx,
            AlertRoom room,
            Configuration configuration,
            PrometheusMeterRegistry registry,
            InstantSource clock) {
        Router router = Router.router(vertx);
        AlertmanagerApi.Ports api = new AlertmanagerApi.Ports(
                room.routed(configuration::routing),
                AlertmanagerApi.Dialect.DEFAULT,
                new AlertmanagerApi.About("", "", ""),
                1,
                clock);
        DropInApi.mount(
                router,
                new DropInApi.Ports(
                        api,
                        "",
                        () -> true,
                        registry::scrape,
                        () -> io.vertx.core.Future.succeededFuture(),
                        failure -> true,
                        () -> {}));
        return router;
    }

    private static void ask(Vertx vertx, int port, HttpMethod method, String path, String body)
            throws TimeoutException {
        HttpClient client = vertx.createHttpClient();
        client.request(method, port, "127.0.0.1", path)
                .compose(request ->
                        request.putHeader("Content-Type", "application/json").send(body))
                .compose(io.vertx.core.http.HttpClientResponse::body)
                .eventually(client::close)
                .await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
