package io.tocsin.demo;

import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** Says what is to be seen from outside: in the inboxes, and over the API. */
final class Narrator {
    private static final int RATE_EVERY_S = 10;

    private final PrintWriter out;
    private final Demo demo;
    private final Instant startedAt = Instant.now();
    private final Set<String> said = new HashSet<>();
    private int slackSeen;
    private int mailSeen;
    private int pagerDutySeen;
    private int rateSaidAt;
    private long eventsThen;

    Narrator(PrintWriter out, Demo demo) {
        this.out = out;
        this.demo = demo;
    }

    void begin() {
        out.println();
        out.println("  Tocsin is running. A small payment platform of seven services ships its logs to it.");
        out.println("  Minutes are seconds here: nobody answers for 8 s, the next level is paged.");
        out.println();
        out.println("  Console   " + demo.url() + "/");
        out.println("  Incidents " + demo.url() + "/incidents");
        out.println("  Metrics   " + demo.url() + "/metrics");
        out.println();
        out.flush();
    }

    void scene(String text) {
        line("bold", "scene", text);
    }

    /** Tells what is new since the last look. */
    void look(int second) {
        alerts();
        inboxes();
        incidents();
        rate(second);
        out.flush();
    }

    private void rate(int second) {
        if (second == 0 || second % RATE_EVERY_S != 0 || second == rateSaidAt) return;
        long events = demo.events();
        line(
                "faint",
                "logs",
                "%d events a second, %,d stored, each found by its request ID within a second"
                        .formatted((events - eventsThen) / (second - rateSaidAt), events));
        eventsThen = events;
        rateSaidAt = second;
    }

    private void alerts() {
        for (JsonObject alert : demo.api().alerts().reversed()) {
            String state = alert.getString("state");
            String key = "alert " + state + alert.getString("fired_at") + alert.getJsonObject("labels");
            if (!said.add(key)) continue;
            boolean firing = state.equals("firing");
            String what = alert.getString("rule") + " " + subject(alert.getJsonObject("labels"));
            line(firing ? "red" : "green", "alert", what + (firing ? " fires: " + alert.getString("value") : " ended"));
        }
    }

    private static String subject(JsonObject labels) {
        String subject = labels.getString("ip", labels.getString("service"));
        return subject == null ? "" : "for " + subject;
    }

    private void inboxes() {
        List<FakeSlack.Message> slack = demo.inboxes().slack().messages();
        for (FakeSlack.Message message : slack.subList(slackSeen, slack.size())) {
            line("magenta", "slack", message.channel() + " reads: " + first(message.text()));
        }
        slackSeen = slack.size();
        List<ReceivedMail> mails = demo.inboxes().mail().messages();
        for (ReceivedMail mail : mails.subList(mailSeen, mails.size())) {
            line("magenta", "email", String.join(", ", mail.to()) + " reads: " + mail.subject() + why(mail.text()));
        }
        mailSeen = mails.size();
        List<FakePagerDuty.Event> events = demo.inboxes().pagerDuty().events();
        for (FakePagerDuty.Event event : events.subList(pagerDutySeen, events.size())) {
            JsonObject payload = event.body().getJsonObject("payload", new JsonObject());
            line("magenta", "pagerduty", event.action() + " " + payload.getString("summary", ""));
        }
        pagerDutySeen = events.size();
    }

    /** The line of a mail that says why this reader gets it now. */
    private static String why(String text) {
        return text.lines()
                .filter(line -> line.contains("level") || line.contains("acknowledged"))
                .findFirst()
                .map(line -> " (" + line.strip() + ")")
                .orElse("");
    }

    private void incidents() {
        for (JsonObject incident : demo.api().incidents()) {
            String state = incident.getString("state");
            String key = incident.getString("id") + state + incident.getInteger("level");
            if (!said.add(key)) continue;
            String by = incident.getString("acknowledged_by");
            String detail = switch (state) {
                case "triggered" -> "level " + incident.getInteger("level") + " is paged" + next(incident);
                case "acknowledged" -> "acknowledged by " + by + ": the paging stops";
                default -> "resolved";
            };
            line("yellow", "incident", incident.getString("title") + ", " + detail);
        }
    }

    private static String next(JsonObject incident) {
        JsonObject next = incident.getJsonObject("next");
        if (next == null) return "";
        long seconds = Math.max(
                0,
                Duration.between(Instant.now(), Instant.parse(next.getString("at")))
                        .toSeconds());
        return "; if nobody answers, "
                + String.join(
                        ", ",
                        next.getJsonArray("users").stream().map(String::valueOf).toList()) + " in " + seconds + " s";
    }

    private static String first(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Sums up; gives the exit code. */
    int end() {
        look(-1);
        boolean reached = demo.inboxes().allReached();
        out.println();
        out.println("  " + demo.inboxes().summary());
        out.println("  Alerts: " + demo.api().alerts().size() + ", incidents: "
                + demo.api().incidents().size() + ", events: " + "%,d".formatted(demo.events()));
        example();
        out.println(reached ? "  Every channel received its page." : "  NOT every channel received its page.");
        out.flush();
        return reached ? 0 : 1;
    }

    private void example() {
        JsonObject failed = demo.api().fetch("/api/v1/search?limit=1&q=service:payment_api%20level:ERROR");
        if (failed.getJsonArray("events").isEmpty()) return;
        String id = failed.getJsonArray("events").getJsonObject(0).getString("request_id");
        out.println("  While it runs, in another terminal:  ./tocsin trace " + id + " --url " + demo.url());
    }

    private void line(String style, String kind, String text) {
        long seconds = Duration.between(startedAt, Instant.now()).toSeconds();
        String plain = "%02d:%02d  %-9s %s".formatted(seconds / 60, seconds % 60, kind.toUpperCase(Locale.ROOT), text);
        out.println(
                Ansi.AUTO.enabled() ? Ansi.AUTO.string("@|" + style + " " + plain.replace("|@", "| @") + "|@") : plain);
        out.flush();
    }
}
