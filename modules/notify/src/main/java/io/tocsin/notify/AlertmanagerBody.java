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

/** A notice as the body that Alertmanager posts to webhooks, version 4, so that whatever understands it understands us. */
final class AlertmanagerBody {
    /** What Go writes for no time. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /** Some 500 bytes each: half a megabyte is what receivers take without asking. */
    static final int MAX_ALERTS = 1000;

    private AlertmanagerBody() {}

    static JsonObject of(Notice notice, String externalUrl) {
        AlertGroup group = notice.briefing().group();
        List<Alert> alerts = group.alerts();
        Facts facts = new Facts(notice);
        boolean firing = alerts.stream().anyMatch(facts::firesNow);
        JsonArray shown = new JsonArray();
        alerts.stream().limit(MAX_ALERTS).forEach(alert -> shown.add(alert(alert, facts)));
        return new JsonObject()
                .put("version", "4")
                .put("groupKey", group.key())
                .put("truncatedAlerts", Math.max(0, alerts.size() - MAX_ALERTS))
                .put("status", firing ? "firing" : "resolved")
                .put("receiver", notice.receiver())
                .put("groupLabels", object(group.labels().map()))
                .put(
                        "commonLabels",
                        object(common(alerts, alert -> alert.labels().map())))
                .put("commonAnnotations", object(common(alerts, Alert::annotations)))
                .put("externalURL", externalUrl)
                .put("alerts", shown);
    }

    private static JsonObject alert(Alert alert, Facts facts) {
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

    private static JsonObject object(Map<String, String> map) {
        JsonObject object = new JsonObject();
        new TreeMap<>(map).forEach(object::put);
        return object;
    }
}
