package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Router;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import io.tocsin.routing.Status;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.alertmanager.Routed;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The router behind the alert desk as Alertmanager's API sees it: every call is one visit to the loop. */
final class RoutedFace implements Routed {
    /** Lists of alerts at a time, as Alertmanager on a small machine: each may be tens of megabytes. */
    private static final int READS_MAX = 8;

    private final Loop loop;
    private final AlertDesk desk;
    private final InstantSource clock;
    private final AlertmanagerMetrics metrics;
    private final Supplier<RoutingConfig> config;

    /** @param config the configuration in force, for any thread */
    RoutedFace(
            Loop loop,
            AlertDesk desk,
            InstantSource clock,
            AlertmanagerMetrics metrics,
            Supplier<RoutingConfig> config) {
        this.loop = loop;
        this.desk = desk;
        this.clock = clock;
        this.metrics = metrics;
        this.config = config;
    }

    /**
     * Alertmanager's API on this router, as the server has it beside its own.
     *
     * @param authority host and port that we listen on
     */
    AlertmanagerApi.Ports ports(String authority) {
        AlertmanagerApi.About about = new AlertmanagerApi.About(Release.VERSION, "tocsin", authority);
        return new AlertmanagerApi.Ports(this, AlertmanagerApi.Dialect.DEFAULT, about, READS_MAX, clock);
    }

    @Override
    public Future<List<Status.OfAlert>> alerts(AlertFilter filter) {
        return look((router, now) -> router.alerts(filter, now));
    }

    @Override
    public Future<List<Status.OfGroup>> groups(AlertFilter filter) {
        return look((router, now) -> router.groups(filter, now));
    }

    @Override
    public Future<List<Silence>> silences() {
        return look((router, now) -> router.silences());
    }

    private <T> Future<T> look(BiFunction<Router, Instant, T> question) {
        return loop.call(
                () -> Future.succeededFuture(question.apply(desk.views().router(), clock.instant())));
    }

    @Override
    public Future<Void> accept(List<Alert> alerts) {
        metrics.received(alerts, clock.instant());
        return loop.call(() -> desk.foreign(alerts));
    }

    @Override
    public void invalid(int alerts) {
        metrics.invalid(alerts);
    }

    @Override
    public Future<SilenceAnswer> silence(Silence wanted) {
        String freshId = UUID.randomUUID().toString();
        return loop.call(() -> desk.change((routing, turn) -> routing.silence(wanted, freshId, turn)));
    }

    @Override
    public Future<SilenceAnswer> expire(String id) {
        return loop.call(() -> desk.change((routing, turn) -> routing.expireSilence(id, turn)));
    }

    @Override
    public RoutingConfig config() {
        return config.get();
    }
}
