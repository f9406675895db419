package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.model.Alert;
import io.tocsin.server.api.Alerts;
import io.tocsin.server.api.IncidentView;
import io.tocsin.server.api.Incidents;
import io.tocsin.server.api.NoSuchIncidentException;
import io.tocsin.server.api.PageOrder;
import io.tocsin.server.api.RefusedException;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The alert desk as others see it: every call goes over to its loop and comes back with a value. */
final class AlertFace implements Incidents, Alerts {
    private final Loop loop;
    private final AlertDesk desk;
    private final ArchiveDesk archive;
    private final InstantSource clock;
    private final Once once;

    AlertFace(Loop loop, AlertDesk desk, ArchiveDesk archive, InstantSource clock) {
        this.loop = loop;
        this.desk = desk;
        this.archive = archive;
        this.once = new Once(clock);
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
        return loop.call(() -> desk.people().act(id, signal).compose(answered -> {
            String rejected = answered.rejected();
            if (answered.incident().isEmpty()) return Future.failedFuture(new NoSuchIncidentException(id));
            Incident incident = answered.incident().get();
            if (rejected != null) return Future.failedFuture(new RefusedException(rejected, state(incident)));
            return Future.succeededFuture(desk.views().view(incident));
        }));
    }

    @Override
    public Future<IncidentView> page(PageOrder order) {
        return loop.call(() -> desk.people()
                .page(order)
                .compose(answered -> answered.incident()
                        .map(incident -> Future.succeededFuture(desk.views().view(incident)))
                        .orElseGet(() -> Future.failedFuture(new IllegalArgumentException(answered.rejected())))));
    }

    @Override
    public Future<ArchivedIncident> story(String id) {
        return look(views -> views.book().find(id).map(Closings::archived))
                .compose(here -> here.isPresent() ? Future.succeededFuture(here) : archive.find(id))
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(new NoSuchIncidentException(id))));
    }

    @Override
    public Future<List<ClosedIncident>> closed(Predicate<ClosedIncident> wanted) {
        return archive.closed(wanted);
    }

    @Override
    public <T> Future<T> once(String key, String request, Supplier<Future<T>> work) {
        return loop.call(() -> once.answer(key, request, work));
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
