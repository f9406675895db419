package io.tocsin.server.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Made-up alerts in the form in which Prometheus posts them; no two are the same. */
final class TrainingAlerts {
    private final Instant now;
    private int made;

    TrainingAlerts(Instant now) {
        this.now = now;
    }

    /** A configuration that tells a webhook at once of every alert by itself. */
    static String configuration(int webhookPort) {
        return """
                route: {receiver: sink, group_by: [alertname, instance], group_wait: 0s}
                receivers:
                - name: sink
                  webhook_configs: [{url: 'http://127.0.0.1:%d/'}]
                """.formatted(webhookPort);
    }

    /** The next alerts, as one body; those of a second time round are over. */
    byte[] body(int count, boolean over) {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < count; i++) body.append(i == 0 ? "" : ",").append(alert(made++, over));
        return body.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private String alert(int number, boolean over) {
        return """
                {"labels": {"alertname": "Training%d", "job": "job%d", "cluster": "c%d", "instance": "10.0.0.%d:9100", "severity": "page"},
                 "annotations": {"summary": "instance %d is not well", "runbook": "https://runbooks.example.org/%d"},
                 "generatorURL": "http://prometheus.example.org/graph?g0.expr=up%%3D%%3D0&i=%d",
                 "startsAt": "%s", "endsAt": "%s"}""".formatted(
                        number % 50,
                        number % 20,
                        number % 7,
                        number,
                        number,
                        number % 50,
                        number,
                        now.minusSeconds(60),
                        over ? now : now.plusSeconds(3600));
    }
}
