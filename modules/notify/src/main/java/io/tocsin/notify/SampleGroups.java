package io.tocsin.notify;

import io.tocsin.template.AlertmanagerData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Made-up groups on which texts are tried out before anything happens: ordinary ones, so that what fails on them is wrong. */
final class SampleGroups {
    private static final Map<String, String> GROUP = Map.of("alertname", "HighErrorRate", "service", "payment_api");

    private SampleGroups() {}

    /** One that fires and has an alert that ended, and one that has ended as a whole. */
    static List<AlertmanagerData> of(String receiver, String externalUrl, Instant now) {
        AlertmanagerData.Alert fires = alert("a", externalUrl, now, null);
        AlertmanagerData.Alert ended = alert("b", externalUrl, now, now);
        return List.of(
                data(receiver, externalUrl, "first notification", List.of(fires, ended)),
                data(receiver, externalUrl, "all alerts resolved", List.of(ended)));
    }

    private static AlertmanagerData data(
            String receiver, String externalUrl, String reason, List<AlertmanagerData.Alert> alerts) {
        return new AlertmanagerData(receiver, reason, GROUP, Map.of("team", "payments"), externalUrl, alerts);
    }

    private static AlertmanagerData.Alert alert(String host, String externalUrl, Instant now, @Nullable Instant end) {
        return new AlertmanagerData.Alert(
                Map.of(
                        "alertname", "HighErrorRate",
                        "service", "payment_api",
                        "severity", "critical",
                        "team", "payments",
                        "job", "payment_api",
                        "instance", host + ":9090"),
                Map.of(
                        "summary", "7.4 % of the requests fail",
                        "description", "7.4 % of 1,312 requests failed within 5 min",
                        "runbook_url", externalUrl + "/runbooks/high-error-rate"),
                now.minus(Duration.ofMinutes(12)),
                end,
                externalUrl + "/search",
                "0123456789abcdef");
    }
}
