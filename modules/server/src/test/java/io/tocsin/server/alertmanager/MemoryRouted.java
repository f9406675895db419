package io.tocsin.server.alertmanager;

import io.tocsin.model.Alert;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Router;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.RoutingFile;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import io.tocsin.routing.Status;
import io.tocsin.yaml.Problems;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A router in memory whose clock the test sets. */
public final class MemoryRouted implements Routed {
    private static final String ONCALL = """
            route: {receiver: oncall, group_by: [alertname]}
            receivers: [{name: oncall}]
            """;

    final List<Alert> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger invalid = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final RoutingConfig config;
    private final Router router;
    volatile Instant now;

    /** Everything goes to one receiver, {@code oncall}. */
    public MemoryRouted(Instant now) {
        this(now, ONCALL);
    }

    MemoryRouted(Instant now, String yaml) {
        this.now = now;
        Problems problems = new Problems();
        config = RoutingFile.parse("routing.yml", yaml, name -> null, path -> null, problems);
        problems.throwIfAny();
        router = new Router(config);
    }

    @Override
    public synchronized Future<List<Status.OfAlert>> alerts(AlertFilter filter) {
        return Future.succeededFuture(router.alerts(filter, now));
    }

    @Override
    public synchronized Future<List<Status.OfGroup>> groups(AlertFilter filter) {
        return Future.succeededFuture(router.groups(filter, now));
    }

    @Override
    public synchronized Future<List<Silence>> silences() {
        return Future.succeededFuture(router.silences());
    }

    @Override
    public synchronized Future<Void> accept(List<Alert> alerts) {
        taken.addAll(alerts);
        router.acceptForeign(alerts, now);
        return Future.succeededFuture();
    }

    @Override
    public void invalid(int alerts) {
        invalid.addAndGet(alerts);
    }

    @Override
    public synchronized Future<SilenceAnswer> silence(Silence wanted) {
        return Future.succeededFuture(router.silence(wanted, id(ids.incrementAndGet()), now));
    }

    @Override
    public synchronized Future<SilenceAnswer> expire(String id) {
        return Future.succeededFuture(router.expireSilence(id, now));
    }

    @Override
    public RoutingConfig config() {
        return config;
    }

    /** The id of the n-th silence that was made. */
    static String id(int number) {
        return "00000000-0000-4000-8000-%012d".formatted(number);
    }
}
