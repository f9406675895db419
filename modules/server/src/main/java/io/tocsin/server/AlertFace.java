package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.model.Alert;
import io.tocsin.server.api.Alerts;
import io.tocsin.server.api.IncidentView;
import io.tocsin.server.api.Incidents;
import io.tocsin.server.api.NoSuchIncidentException;
import io.tocsin.server.api.RefusedException;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** The alert desk as others see it: every call goes over to its loop and comes back with a value. */
final class AlertFace implements Incidents, Alerts {
    private final Loop loop;
    private final AlertDesk desk;
    private final InstantSource clock;

    AlertFace(Loop loop, AlertDesk desk, InstantSource clock) {
        this.loop = loop;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public Future<List<IncidentView>> list(Predicate<Incident> wanted) {
        return look(views -> views.incidents(wanted));
    }

    @Override
    public Future<IncidentView> show(String id) {
        return look(views -> views.incident(id))
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new NoSuchIncidentException(id))));
    }

    @Override
    public Future<IncidentView> act(String id, Signal signal) {
        return loop.call(() -> desk.act(id, signal).compose(answered -> {
            Incident incident = answered.incident().orElse(null);
            String rejected = answered.rejected();
            if (incident == null) return Future.failedFuture(new NoSuchIncidentException(id));
            if (rejected != null) return Future.failedFuture(new RefusedException(rejected, state(incident)));
            return Future.succeededFuture(desk.views().view(incident));
        }));
    }

    private static String state(Incident incident) {
        State state = incident.state();
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public Future<List<Happened>> history(int limit) {
        return look(views -> views.happened(limit));
    }

    @Override
    public Future<List<Alert>> current() {
        return look(views -> views.firing(clock.instant()));
    }

    private <T> Future<T> look(Function<Views, T> question) {
        return loop.call(() -> Future.succeededFuture(question.apply(desk.views())));
    }
}
