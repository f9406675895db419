package io.tocsin.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.routing.RouterTerms;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.alertmanager.DropInApi;
import io.tocsin.server.api.BusyException;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.RoutingOnly;
import io.tocsin.server.config.Settings.Listen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Only the router, in place of the alertmanager binary: its addresses and files, no logs, no rules, nobody on call. */
public final class DropIn {
    private static final Logger log = LoggerFactory.getLogger(DropIn.class);

    private static final Duration UNDO_WITHIN = Duration.ofSeconds(10);

    /** One event loop a core on a small machine; more would only share the cores. */
    private static final int HTTP_LOOPS = 2;

    private final DropInOptions options;
    private final InstantSource clock;
    private final RouterTerms terms;
    private final Teardown teardown;
    private final AtomicReference<Configuration> configuration;
    private final Metrics metrics;
    private final AlertRoom room;
    private final List<Listen> bound = new ArrayList<>();

    private DropIn(DropInOptions options, InstantSource clock, Teardown teardown) throws IOException {
        this.options = options;
        this.clock = clock;
        this.teardown = teardown;
        this.terms = new RouterTerms(options.retention(), clock.instant().plus(options.startDelay()));
        Configuration loaded = load();
        loaded.warnings().forEach(warning -> log.warn("{}", warning));
        this.configuration = new AtomicReference<>(loaded);
        DataFolder folder = DataFolder.take(options.data());
        teardown.push("data folder", folder::close);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        teardown.push("metrics", registry::close);
        Jvm.bindTo(registry, teardown);
        this.metrics = new Metrics(registry, clock);
        Vertx vertx = MeasuredVertx.start(registry);
        teardown.push("vertx", () -> vertx.close().await());
        this.room = AlertRoom.open(folder.path(), loaded, new AlertRoom.Surroundings(vertx, metrics, clock, teardown));
        room.damages().forEach(JournalDamage::tell);
        room.loop().every(Watch.EVERY, new Watch(metrics, room.desk(), null, clock)::look);
        Rehearsal.play(clock);
        DropInApi.Ports ports = new DropInApi.Ports(
                api(),
                options.prefix(),
                () -> true,
                registry::scrape,
                this::reload,
                BusyException.class::isInstance,
                metrics::bug);
        for (Listen listen : options.listen()) bound.add(listen(vertx, listen, ports));
    }

    private AlertmanagerApi.Ports api() {
        String peer = UUID.randomUUID().toString();
        return new AlertmanagerApi.Ports(
                room.routed(() -> configuration.get().routing()),
                options.dialect(),
                new AlertmanagerApi.About(Release.VERSION, peer, options.clusterAddress()),
                options.readsMax(),
                clock);
    }

    private Listen listen(Vertx vertx, Listen listen, DropInApi.Ports ports) {
        AtomicInteger port = new AtomicInteger();
        for (int i = 0; i < HTTP_LOOPS; i++) {
            HttpVerticle server = new HttpVerticle(listen, on -> table(on, ports), port);
            String deployed = vertx.deployVerticle(server).await();
            teardown.push("http", () -> vertx.undeploy(deployed).await());
        }
        return listen.on(port.get());
    }

    private static Router table(Vertx vertx, DropInApi.Ports ports) {
        Router router = Router.router(vertx);
        DropInApi.mount(router, ports);
        return router;
    }

    /**
     * Starts everything and returns once alerts are accepted.
     *
     * @throws io.tocsin.yaml.ConfigException when the configuration is refused, with everything that is wrong in it
     * @throws IOException when the data folder cannot be used, or is in use
     */
    public static DropIn start(DropInOptions options) throws IOException {
        Teardown teardown = new Teardown();
        try {
            return new DropIn(options, WallClock.ofTheMachine(), teardown);
        } catch (IOException | RuntimeException e) {
            teardown.run(UNDO_WITHIN);
            throw e;
        }
    }

    private Configuration load() throws IOException {
        return RoutingOnly.load(
                options.config(),
                options.externalUrl(),
                options.dialect().mode(),
                options.silences(),
                terms,
                options.environment());
    }

    /** The addresses that it listens on. */
    public List<Listen> addresses() {
        return List.copyOf(bound);
    }

    /** Reads the configuration again; when it is refused nothing changes and the future says why. */
    public Future<Void> reload() {
        Configuration changed;
        try {
            changed = load();
        } catch (IOException | RuntimeException e) {
            log.error("the configuration is refused, nothing was changed: {}", e.getMessage());
            metrics.alertmanager().reloaded(false, clock.instant());
            return Future.failedFuture(e);
        }
        changed.warnings().forEach(warning -> log.warn("{}", warning));
        configuration.set(changed);
        metrics.alertmanager().reloaded(true, clock.instant());
        log.info("reloaded {} receivers", changed.routing().receivers().size());
        return room.loop().call(() -> room.desk().reconfigure(changed));
    }

    /** Stops taking, finishes what was taken, and ends. */
    public void stop(Duration within) {
        teardown.run(within);
    }
}
