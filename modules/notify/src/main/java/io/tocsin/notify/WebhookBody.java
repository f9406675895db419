package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is posted to a webhook: Alertmanager's body of version 4, or whatever the file's {@code payload} makes of the group. */
final class WebhookBody {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,5}");

    private WebhookBody() {}

    /** The notice with as many alerts as its receiver takes. */
    static Notice told(Notice notice, Wording wording) {
        Briefing b = notice.briefing();
        AlertGroup group = b.group();
        int limit = limit(wording.form().raw("max_alerts"));
        if (group.alerts().size() <= limit) return notice;
        List<Alert> first = group.alerts().subList(0, limit);
        return notice.saying(b.about(new AlertGroup(group.key(), group.labels(), group.receiver(), first)));
    }

    private static int limit(String maxAlerts) {
        return NUMBER.matcher(maxAlerts).matches() ? Integer.parseInt(maxAlerts) : AlertmanagerBody.MAX_ALERTS;
    }

    static JsonObject of(Notice all, Notice told, Wording wording, Words words, String externalUrl) {
        if (wording.words(all, "payload")) {
            Object payload = words.json("payload");
            return payload instanceof JsonObject object ? object : new Bare(payload);
        }
        JsonObject body = AlertmanagerBody.of(all, told.briefing().group().alerts(), wording, externalUrl);
        String failure = Wording.failure(all);
        return failure.isEmpty() ? body : body.put("templateError", failure);
    }

    /** A payload that is a list or a single value. */
    private static final class Bare extends JsonObject {
        private final @Nullable Object value;

        Bare(@Nullable Object value) {
            this.value = value;
        }

        @Override
        public String encode() {
            return Json.encode(value);
        }
    }
}
