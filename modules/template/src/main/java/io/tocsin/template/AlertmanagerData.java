package io.tocsin.template;

import com.google.re2j.Pattern;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Alertmanager hands to templates, version 0.34: the dot of every text in alertmanager.yml.
 *
 * @param receiver its name; templates see it quoted as a regular expression, as in Alertmanager
 * @param reason why it is sent: {@code NotificationReason}
 * @param routeLabels may be templates themselves, which the function {@code routeLabels} renders
 * @param externalUrl where people reach us, without a slash at the end
 */
public record AlertmanagerData(
        String receiver,
        String reason,
        Map<String, String> groupLabels,
        Map<String, String> routeLabels,
        String externalUrl,
        List<Alert> alerts) {
    /** What Go takes for no time. */
    private static final ZonedDateTime NO_TIME =
            Instant.parse("0001-01-01T00:00:00Z").atZone(Values.UTC);

    public AlertmanagerData {
        groupLabels = Map.copyOf(groupLabels);
        routeLabels = Map.copyOf(routeLabels);
        alerts = List.copyOf(alerts);
    }

    /**
     * One alert of the group.
     *
     * @param endsAt when it ended; null while it fires
     * @param fingerprint 16 hexadecimal digits
     */
    public record Alert(
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant startsAt,
            @Nullable Instant endsAt,
            String generatorUrl,
            String fingerprint) {
        public Alert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        private Struct dot() {
            Instant end = endsAt;
            return Struct.of("Alert")
                    .with("Status", "status", end == null ? "firing" : "resolved")
                    .with("Labels", "labels", new KeyValues(labels))
                    .with("Annotations", "annotations", new KeyValues(annotations))
                    .with("StartsAt", "startsAt", startsAt.atZone(Values.UTC))
                    .with("EndsAt", "endsAt", end == null ? NO_TIME : end.atZone(Values.UTC))
                    .with("GeneratorURL", "generatorURL", generatorUrl)
                    .with("Fingerprint", "fingerprint", fingerprint);
        }
    }

    /** The name of the receiver as Alertmanager writes it into templates and webhooks: quoted as a regular expression. */
    public String quotedReceiver() {
        return Pattern.quote(receiver);
    }

    Struct dot() {
        boolean firing = alerts.stream().anyMatch(alert -> alert.endsAt() == null);
        return Struct.of("Data")
                .with("Receiver", "receiver", quotedReceiver())
                .with("Status", "status", firing ? "firing" : "resolved")
                .with(
                        "Alerts",
                        "alerts",
                        Lists.alerts(alerts.stream().map(Alert::dot).toList()))
                .with("NotificationReason", "notification_reason", reason)
                .with("GroupLabels", "groupLabels", new KeyValues(groupLabels))
                .with("CommonLabels", "commonLabels", common(Alert::labels))
                .with("CommonAnnotations", "commonAnnotations", common(Alert::annotations))
                .with("RouteLabels", "routeLabels", new KeyValues(routeLabels))
                .with("ExternalURL", "externalURL", externalUrl);
    }

    private KeyValues common(Function<Alert, Map<String, String>> part) {
        if (alerts.isEmpty()) return new KeyValues(Map.of());
        Map<String, String> common = new TreeMap<>(part.apply(alerts.getFirst()));
        for (Alert alert : alerts) common.entrySet().retainAll(part.apply(alert).entrySet());
        return new KeyValues(common);
    }
}
