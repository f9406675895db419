package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Secret;
import io.tocsin.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The incident that the tests of this module are about: payments fail at night. */
final class Samples {
    static final Instant SINCE = Instant.parse("2026-03-01T02:52:00Z");
    static final Instant AT = Instant.parse("2026-03-01T03:04:00Z");
    static final String TITLE = "Payments fail: 7.4 % of 1,312 requests in 5 min";
    static final Destination NOWHERE = new Destination.Webhook(new Secret("http://127.0.0.1:1/"), Map.of());
    static final Briefing.Links LINKS = new Briefing.Links(
            "https://tocsin.example.org/incidents/42",
            "https://tocsin.example.org/a/eyJpIjo0Mn0.c2ln?x=1&y=2",
            "https://tocsin.example.org/search?q=service%3Apayment_api%20level%3AERROR&from=2026-03-01T02:47:00Z",
            "https://tocsin.example.org/runbooks/payment-failures",
            "https://grafana.example.org/d/payments");

    private Samples() {}

    static Notice page(Destination to) {
        return notice(Notice.Kind.PAGE, to, briefing(alerts(2)), "");
    }

    static Notice notice(Notice.Kind kind, Destination to, Briefing briefing, String thread) {
        return new Notice("n-42-1-0-anna-" + kind, kind, "anna", "default", to, briefing, thread);
    }

    static Notice resolved(Destination to, String thread) {
        return notice(Notice.Kind.RESOLVED, to, by(""), thread);
    }

    static Notice acknowledged(Destination to, String thread) {
        return notice(Notice.Kind.ACKNOWLEDGED, to, by("anna"), thread);
    }

    static Briefing briefing(List<Alert> alerts) {
        return briefing(alerts, TITLE, "You are primary on call for payments until Monday 09:00.");
    }

    static Briefing briefing(List<Alert> alerts, String title, String why) {
        return new Briefing(
                group(alerts),
                "42",
                title,
                Severity.CRITICAL,
                AT,
                SINCE,
                why,
                List.of("ops-slack by slack #payments at 03:02", "ben by email at 03:03"),
                "carla (secondary) at 03:19 if nobody answers",
                "",
                LINKS);
    }

    private static Briefing by(String who) {
        Briefing b = briefing(alerts(2));
        return new Briefing(
                b.group(),
                b.incident(),
                b.title(),
                b.severity(),
                AT.plusSeconds(240),
                b.since(),
                "",
                b.told(),
                "",
                who,
                b.links());
    }

    static AlertGroup group(List<Alert> alerts) {
        return new AlertGroup(
                "{}/{severity=\"critical\"}:{alertname=\"PaymentFailures\", service=\"payment_api\"}",
                Labels.of("alertname", "PaymentFailures", "service", "payment_api"),
                "ops-slack",
                alerts);
    }

    static List<Alert> alerts(int count) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alerts.add(
                    alert("gateway-" + i, "Card payments through gateway-" + i + " are declined with GATEWAY_TIMEOUT"));
        }
        return alerts;
    }

    static Alert alert(String gateway, String summary) {
        return new Alert(
                Labels.of(
                        "alertname", "PaymentFailures",
                        "service", "payment_api",
                        "severity", "critical",
                        "team", "payments",
                        "gateway", gateway),
                Map.of("summary", summary, "runbook", "payment-failures"),
                SINCE,
                null,
                AT,
                "7.4 %",
                List.of("00000000000004d1", "00000000000004d7", "00000000000004e0", "00000000000004f2"),
                "https://tocsin.example.org/rules/PaymentFailures");
    }

    /** Everything that the texts of an attacker or a broken service may hold. */
    static Notice hostile(Destination to) {
        String text =
                "<!channel> </div><script>alert(1)</script> `*_~ & \"'\r\nBcc: eve@example.org\u0000 🔥\ud83d|end";
        Alert alert = new Alert(
                Labels.of("alertname", text, "service", text, "user", text),
                Map.of("summary", text, "description", text),
                SINCE,
                null,
                AT,
                text,
                List.of(text),
                text);
        Briefing b = new Briefing(
                new AlertGroup(text, Labels.of("service", text), text, List.of(alert)),
                text,
                text,
                Severity.HIGH,
                AT,
                SINCE,
                text,
                List.of(text),
                text,
                text,
                new Briefing.Links("javascript:alert(1)", LINKS.acknowledge(), "https://x/\"><script>", text, ""));
        return new Notice(text, Notice.Kind.PAGE, text, text, to, b, "");
    }

    /** As little as the types allow. */
    static Notice empty(Destination to) {
        Briefing b = new Briefing(
                new AlertGroup("", Labels.EMPTY, "", List.of()),
                "",
                "",
                Severity.LOW,
                AT,
                AT,
                "",
                List.of(),
                "",
                "",
                new Briefing.Links("", "", "", "", ""));
        return new Notice("n", Notice.Kind.NOTIFY, "", "", to, b, "");
    }
}
