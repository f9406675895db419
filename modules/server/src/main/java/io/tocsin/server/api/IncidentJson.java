package io.tocsin.server.api;

import io.tocsin.escalation.Fired;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Part;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.State;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Incidents as the API shows them. */
final class IncidentJson {
    private IncidentJson() {}

    static String state(Incident incident) {
        return switch (incident.state()) {
            case State.Triggered triggered -> "triggered";
            case State.Acknowledged acknowledged -> "acknowledged";
            case State.Resolved resolved -> "resolved";
        };
    }

    /** What a list shows. */
    static JsonObject summary(IncidentView view) {
        Incident incident = view.incident();
        return new JsonObject()
                .put("id", incident.id())
                .put("title", view.title())
                .put("severity", incident.severity().name())
                .put("state", state(incident))
                .put("policy", incident.policy().name())
                .put("service", service(incident))
                .put("opened_at", incident.openedAt().toString())
                .put("since", since(incident).toString())
                .put("round", incident.round())
                .put(
                        "level",
                        incident.fired().stream().mapToInt(Fired::level).max().orElse(0))
                .put("alerts", incident.group().alerts().size())
                .put("told", new JsonArray(view.told()))
                .put("next", next(view.next()))
                .put("acknowledged_by", incident.state() instanceof State.Acknowledged state ? state.by() : null)
                .put(
                        "acknowledged_until",
                        incident.state() instanceof State.Acknowledged state ? text(state.until()) : null)
                .put("resolved_by", incident.state() instanceof State.Resolved state ? state.by() : null)
                .put("merged_into", incident.state() instanceof State.Resolved state ? state.into() : null)
                .put(
                        "waiting",
                        incident.pause() == null || !incident.open()
                                ? null
                                : incident.pause().why());
    }

    /** The incidents that were merged into this one. */
    private static JsonArray merged(Incident incident) {
        List<String> others = incident.parts().stream()
                .map(Part::incident)
                .filter(id -> !id.equals(incident.id()))
                .distinct()
                .toList();
        return new JsonArray(others);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /** Everything. */
    static JsonObject full(IncidentView view, Instant now) {
        Incident incident = view.incident();
        return summary(view)
                .put(
                        "group",
                        new JsonObject()
                                .put("key", incident.key())
                                .put("labels", object(incident.group().labels().map())))
                .put("alert_list", array(incident.group().alerts(), alert -> alert(alert, now)))
                .put(
                        "links",
                        new JsonObject()
                                .put("logs", view.links().logs())
                                .put("runbook", view.links().runbook())
                                .put("dashboard", view.links().dashboard()))
                .put("timeline", array(incident.timeline().links(), TimelineJson::entry))
                .put("chain", TimelineHandler.chain(incident.id(), incident.timeline()))
                .put("merged", merged(incident))
                .put(
                        "notifications",
                        array(
                                view.notifications(),
                                notification -> new JsonObject()
                                        .put("id", notification.id())
                                        .put("to", notification.to())
                                        .put("person", notification.person())
                                        .put("kind", notification.kind())
                                        .put("state", notification.state())
                                        .put("attempts", notification.attempts())
                                        .put("detail", notification.detail())
                                        .put("at", notification.at().toString())));
    }

    private static @Nullable JsonObject next(@Nullable Planned next) {
        if (next == null) return null;
        return new JsonObject()
                .put("at", next.at().toString())
                .put("users", new JsonArray(next.users()))
                .put("level", next.level());
    }

    private static JsonObject alert(Alert alert, Instant now) {
        return new JsonObject()
                .put("fingerprint", HexFormat.of().toHexDigits(alert.labels().fingerprint()))
                .put("labels", object(alert.labels().map()))
                .put("annotations", object(alert.annotations()))
                .put("starts_at", alert.startsAt().toString())
                .put("ends_at", alert.endsAt() == null ? null : alert.endsAt().toString())
                .put("value", alert.value())
                .put("evidence", new JsonArray(alert.evidence()))
                .put("firing", alert.firingAt(now));
    }

    static Instant since(Incident incident) {
        return incident.group().alerts().stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(incident.openedAt());
    }

    private static @Nullable String service(Incident incident) {
        return incident.group().alerts().stream()
                .map(alert -> alert.labels().get(Labels.SERVICE))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static JsonObject object(Map<String, String> map) {
        JsonObject object = new JsonObject();
        map.forEach(object::put);
        return object;
    }

    static <T> JsonArray array(List<T> items, Function<T, JsonObject> each) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(each.apply(item)));
        return array;
    }
}
