package io.tocsin.server.api;

import io.tocsin.escalation.Effect;
import io.tocsin.escalation.Escalation;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Level;
import io.tocsin.escalation.Merged;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.Step;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.Unless;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Labels;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Incidents in memory that follow the real rules of escalation, at one instant. */
public final class MemoryIncidents implements Incidents {
    public static final Instant NOW = Instant.parse("2026-11-20T10:03:07Z");

    private static final Target ANNA = new Target.UserTarget("anna");
    private static final Target BOB = new Target.UserTarget("bob");
    private static final Policy POLICY = Policy.of(
            "default",
            List.of(
                    new Level(Duration.ZERO, Unless.ACKNOWLEDGED, List.of(ANNA)),
                    new Level(Duration.ofMinutes(15), Unless.ACKNOWLEDGED, List.of(BOB))),
            List.of(BOB));

    private final Escalation escalation = new Escalation(Map.of("default", POLICY), Map.of());
    final List<ClosedIncident> closed = new CopyOnWriteArrayList<>();
    private final Map<String, Future<?>> answers = new LinkedHashMap<>();
    private final Map<String, Incident> byId = new LinkedHashMap<>();

    /** Opens an incident of one critical alert. */
    public void open(String id, String rule, String service) {
        Alert alert = new Alert(
                Labels.of("alertname", rule, "service", service, "severity", "critical"),
                Map.of("summary", rule),
                NOW.minusSeconds(60),
                null,
                NOW,
                "12",
                List.of("00000000000000a1"),
                "");
        AlertGroup group = new AlertGroup("{}:" + id, Labels.of("alertname", rule), "oncall", List.of(alert));
        byId.put(id, escalation.open(id, "default", group, NOW).incident());
    }

    /** As it stands. */
    public Incident incident(String id) {
        Incident incident = byId.get(id);
        if (incident == null) throw new NoSuchIncidentException(id);
        return incident;
    }

    @Override
    public Future<List<IncidentView>> list(Predicate<Incident> wanted) {
        return Future.succeededFuture(
                byId.values().stream().filter(wanted).map(MemoryIncidents::view).toList());
    }

    @Override
    public Future<IncidentView> show(String id) {
        return byId.containsKey(id)
                ? Future.succeededFuture(view(incident(id)))
                : Future.failedFuture(new NoSuchIncidentException(id));
    }

    @Override
    public Future<IncidentView> act(String id, Signal signal) {
        if (!byId.containsKey(id)) return Future.failedFuture(new NoSuchIncidentException(id));
        if (signal instanceof Signal.Merge(String by, String into)) {
            if (!byId.containsKey(into))
                return Future.failedFuture(new RefusedException("there is no " + into, "open"));
            Merged merged = escalation.merge(incident(id), incident(into), by, NOW);
            if (merged.refusal() != null)
                return Future.failedFuture(new RefusedException(merged.refusal(), "resolved"));
            byId.put(into, merged.into().incident());
            byId.put(id, merged.from().incident());
            return show(id);
        }
        Step step = escalation.step(incident(id), signal, NOW);
        byId.put(id, step.incident());
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Rejected rejected) {
                return Future.failedFuture(
                        new RefusedException(rejected.reason(), IncidentJson.state(step.incident())));
            }
        }
        return show(id);
    }

    @Override
    public Future<IncidentView> page(PageOrder order) {
        if (!order.policy().isEmpty() && !order.policy().equals("default"))
            return Future.failedFuture(new IllegalArgumentException("cannot page anybody: policies are default"));
        byId.putIfAbsent(
                order.id(),
                escalation
                        .open(order.id(), "default", order.group(NOW), order.by(), NOW)
                        .incident());
        return show(order.id());
    }

    @Override
    public Future<ArchivedIncident> story(String id) {
        return show(id).map(view -> new ArchivedIncident(
                id,
                view.title(),
                view.incident().severity(),
                IncidentJson.state(view.incident()),
                "default",
                view.incident().openedAt(),
                view.incident().timeline()));
    }

    @Override
    public Future<List<ClosedIncident>> closed(Predicate<ClosedIncident> wanted) {
        return Future.succeededFuture(closed.stream().filter(wanted).toList());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Future<T> once(String key, String request, Supplier<Future<T>> work) {
        return (Future<T>) answers.computeIfAbsent(key, first -> work.get());
    }

    private static IncidentView view(Incident incident) {
        return new IncidentView(
                incident,
                incident.group().labels().orEmpty("alertname"),
                List.of("Anna Adler by email at 10:03 UTC"),
                null,
                List.of(new IncidentView.NotificationView(
                        "n1", "email", "anna", "page", "delivered", 1, "250 OK", NOW)),
                new Briefing.Links("http://localhost/incidents/" + incident.id(), "", "", "", ""));
    }
}
