package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A notice as JSON for programs: {@code {type, timestamp, data}}, as Standard Webhooks recommends. */
final class NoticeJson {
    /** Standard Webhooks asks for less than 20 KB; whoever wants every alert asks the API. */
    private static final int ALERTS_BYTES_MAX = 12_000;

    private static final int TEXT_MAX = 1_000;

    private NoticeJson() {}

    static JsonObject of(Notice notice) {
        return new JsonObject()
                .put("type", type(notice))
                .put("timestamp", notice.briefing().at().toString())
                .put("data", data(notice));
    }

    /** What happened, in two words with a dot between them. */
    static String type(Notice notice) {
        return switch (notice.kind()) {
            case PAGE -> "incident.paged";
            case NOTIFY -> new Facts(notice).over() ? "alerts.resolved" : "alerts.firing";
            case ACKNOWLEDGED -> "incident.acknowledged";
            case RESOLVED -> "alerts.resolved";
        };
    }

    private static JsonObject data(Notice notice) {
        Briefing b = notice.briefing();
        JsonObject data = new JsonObject()
                .put("notice", notice.id())
                .put("receiver", notice.receiver())
                .put("person", notice.person())
                .put("incident", b.incident())
                .put("title", cut(b.title()))
                .put("severity", b.severity().name().toLowerCase(Locale.ROOT))
                .put("since", b.since().toString())
                .put("why", cut(b.why()))
                .put("by", cut(b.by()))
                .put("next", cut(b.next()))
                .put("group_key", cut(b.group().key()))
                .put("group_labels", AlertmanagerBody.object(b.group().labels().map()))
                .put("links", links(b.links()));
        JsonArray alerts = alerts(notice);
        return data.put("alerts", alerts)
                .put("truncated_alerts", b.group().alerts().size() - alerts.size());
    }

    private static JsonArray alerts(Notice notice) {
        Facts facts = new Facts(notice);
        JsonArray alerts = new JsonArray();
        int bytes = 0;
        for (Alert alert : notice.briefing().group().alerts()) {
            JsonObject json = AlertmanagerBody.alert(alert, facts);
            bytes += json.encode().getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > ALERTS_BYTES_MAX) break;
            alerts.add(json);
        }
        return alerts;
    }

    /** Without the link that acknowledges: it is for one reader, and programs pass things on. */
    private static JsonObject links(Briefing.Links links) {
        return new JsonObject()
                .put("incident", links.incident())
                .put("logs", cut(links.logs()))
                .put("runbook", cut(links.runbook()))
                .put("dashboard", cut(links.dashboard()));
    }

    private static String cut(String text) {
        return Texts.cut(Texts.whole(text), TEXT_MAX);
    }
}
