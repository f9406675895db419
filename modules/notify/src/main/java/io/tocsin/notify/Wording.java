package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.template.AlertmanagerData;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * In whose words a notice is sent.
 *
 * @param form how the receiver's integration words it
 * @param reason why it is sent, as templates see it: {@code NotificationReason}
 * @param routeLabels the labels of the route, which may be templates
 */
public record Wording(Form form, String reason, Map<String, String> routeLabels) {
    /** Ours: for people, and for receivers that say nothing about it. */
    public static final Wording OURS = new Wording(Form.EMPTY, "", Map.of());

    public Wording {
        routeLabels = Map.copyOf(routeLabels);
    }

    Words words(Notice notice, String externalUrl, Instant now) {
        return new Words(form, data(notice, externalUrl), now);
    }

    private AlertmanagerData data(Notice notice, String externalUrl) {
        Facts facts = new Facts(notice);
        return new AlertmanagerData(
                notice.receiver(),
                reason,
                notice.briefing().group().labels().map(),
                routeLabels,
                externalUrl,
                notice.briefing().group().alerts().stream()
                        .map(alert -> alert(alert, facts))
                        .toList());
    }

    private static AlertmanagerData.Alert alert(Alert alert, Facts facts) {
        Instant end = alert.endsAt() == null ? facts.briefing().at() : alert.endsAt();
        return new AlertmanagerData.Alert(
                alert.labels().map(),
                alert.annotations(),
                alert.startsAt(),
                facts.firesNow(alert) ? null : end,
                alert.generatorUrl(),
                HexFormat.of().toHexDigits(alert.labels().fingerprint()));
    }
}
