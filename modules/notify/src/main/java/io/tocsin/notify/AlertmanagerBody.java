package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A notice as the body that Alertmanager posts to webhooks, version 4, so that whatever understands it understands us. */
final class AlertmanagerBody {
    /** What Go writes for no time. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /** Some 500 bytes each: half a megabyte is what receivers take without asking. */
    static final int MAX_ALERTS = 1000;

    private AlertmanagerBody() {}

    /**
     * The body.
     *
     * @param all the notice as it was planned
     * @param told the alerts of it that are told; their number bounds the body
     */
    static JsonObject of(Notice all, List<Alert> told, Wording wording, String externalUrl) {
        AlertGroup group = all.briefing().group();
        Facts facts = new Facts(all);
        boolean firing = group.alerts().stream().anyMatch(facts::firesNow);
        return new JsonObject()
                .put("receiver", Wording.quoted(all.receiver()))
                .put("status", firing ? "firing" : "resolved")
                .put("alerts", alerts(told.stream(), facts))
                .put("notification_reason", wording.reason())
                .put("groupLabels", object(group.labels().map()))
                .put("commonLabels", object(common(told, alert -> alert.labels().map())))
                .put("commonAnnotations", object(common(told, Alert::annotations)))
                .put("routeLabels", object(wording.routeLabels()))
                .put("externalURL", externalUrl)
                .put("version", "4")
                .put("groupKey", group.key())
                .put("truncatedAlerts", group.alerts().size() - told.size());
    }

    /** What every event of Alertmanager for PagerDuty has, and what integrations behind it rely on. */
    static JsonObject details(Facts facts) {
        List<Alert> alerts = facts.briefing().group().alerts();
        List<Alert> firing = alerts.stream().filter(facts::firesNow).toList();
        List<Alert> resolved =
                alerts.stream().filter(alert -> !facts.firesNow(alert)).toList();
        return new JsonObject()
                .put("firing", alerts(firing.stream().limit(MAX_ALERTS), facts))
                .put("resolved", alerts(resolved.stream().limit(MAX_ALERTS), facts))
                .put("num_firing", firing.size())
                .put("num_resolved", resolved.size());
    }

    private static JsonArray alerts(Stream<Alert> alerts, Facts facts) {
        JsonArray array = new JsonArray();
        alerts.forEach(alert -> array.add(alert(alert, facts)));
        return array;
    }

    static JsonObject alert(Alert alert, Facts facts) {
        boolean firing = facts.firesNow(alert);
        Instant end = alert.endsAt();
        Instant ended = end == null ? facts.briefing().at() : end;
        return new JsonObject()
                .put("status", firing ? "firing" : "resolved")
                .put("labels", object(alert.labels().map()))
                .put("annotations", object(alert.annotations()))
                .put("startsAt", alert.startsAt().toString())
                .put("endsAt", firing ? NO_TIME : ended.toString())
                .put("generatorURL", alert.generatorUrl())
                .put("fingerprint", HexFormat.of().toHexDigits(alert.labels().fingerprint()));
    }

    private static Map<String, String> common(List<Alert> alerts, Function<Alert, Map<String, String>> part) {
        if (alerts.isEmpty()) return Map.of();
        Map<String, String> common = new TreeMap<>(part.apply(alerts.getFirst()));
        for (Alert alert : alerts) common.entrySet().retainAll(part.apply(alert).entrySet());
        return common;
    }

    static JsonObject object(Map<String, String> map) {
        JsonObject object = new JsonObject();
        new TreeMap<>(map).forEach(object::put);
        return object;
    }
}
