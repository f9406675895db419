package io.tocsin.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Says what is to be seen from outside: over the API, and in the inboxes. */
final class Narrator {
    /** While the story runs; afterwards only somebody who left it running looks. */
    private static final int RATE_EVERY_S = 10;

    private static final int RATE_AFTERWARDS_EVERY_S = 60;
    private static final int PORT_DEFAULT = 7080;

    private final PrintWriter out;
    private final Demo demo;
    private final Arrivals arrivals;
    private final Instant startedAt = Instant.now();
    private final Set<String> said = new HashSet<>();
    private int rateSaidAt;
    private long eventsThen;

    Narrator(PrintWriter out, Demo demo) {
        this.out = out;
        this.demo = demo;
        this.arrivals = new Arrivals(demo.inboxes());
    }

    void begin() {
        out.println();
        out.println("  Tocsin is running. A small payment platform of seven services ships its logs to it.");
        out.println("  Anna is on call; after her Bob and Carol are paged, then Dave. Minutes are seconds here,");
        out.println("  and Slack, the mail server and PagerDuty are fakes in this process: nobody is disturbed.");
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

    /** Tells what is new since the last look: what was found, what follows from it, and who then reads of it. */
    void look(int second) {
        alerts();
        incidents();
        for (Arrivals.Arrival arrival : arrivals.fresh()) {
            line("magenta", arrival.channel(), arrival.readers() + ": " + arrival.text());
        }
        rate(second);
        out.flush();
    }

    private void rate(int second) {
        int every = second <= Story.LENGTH_S ? RATE_EVERY_S : RATE_AFTERWARDS_EVERY_S;
        if (second <= 0 || second % every != 0 || second == rateSaidAt) return;
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
            boolean firing = alert.getString("state").equals("firing");
            String key = "alert " + firing + alert.getString("fired_at") + alert.getJsonObject("labels");
            if (!said.add(key)) continue;
            line(
                    firing ? "red" : "green",
                    "alert",
                    alert.getString("rule") + (firing ? ": " + finding(alert) : " has ended"));
        }
    }

    /** What each of the demo's two rules measures. */
    private static String finding(JsonObject alert) {
        JsonObject labels = alert.getJsonObject("labels");
        String value = alert.getString("value");
        return labels.containsKey("ip")
                ? value + " failed logins from " + labels.getString("ip")
                : value + " of the requests of " + labels.getString("service") + " fail";
    }

    private void incidents() {
        for (JsonObject incident : demo.api().incidents()) {
            String state = incident.getString("state");
            String key = incident.getString("id") + state + incident.getInteger("level");
            if (!said.add(key)) continue;
            String detail = switch (state) {
                case "triggered" -> "level " + incident.getInteger("level") + " is paged" + next(incident);
                case "acknowledged" ->
                    "acknowledged by " + incident.getString("acknowledged_by") + ", nobody else is paged";
                default -> "RESOLVED";
            };
            line(
                    state.equals("resolved") ? "green" : "yellow",
                    "incident",
                    incident.getString("title") + ", " + detail);
        }
    }

    private static String next(JsonObject incident) {
        JsonObject next = incident.getJsonObject("next");
        if (next == null) return "";
        Duration left = Duration.between(Instant.now(), Instant.parse(next.getString("at")));
        return "; if nobody answers, " + names(next.getJsonArray("users")) + " in "
                + Math.max(0, left.plusMillis(500).toSeconds()) + " s";
    }

    private static String names(JsonArray users) {
        return users.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }

    /** What to try now, with a request that failed as its example. */
    void suggest() {
        List<JsonObject> failed = demo.api().search("service:payment_api level:ERROR", 1);
        if (failed.isEmpty()) return;
        String id = failed.getFirst().getString("request_id");
        String url = demo.url().endsWith(":" + PORT_DEFAULT) ? "" : " --url " + demo.url();
        line("bold", "try", "in another terminal, while this runs:");
        out.println("                   ./tocsin trace " + id + url);
        out.println("                   ./tocsin search 'service:payment_api duration_ms>4000'" + url);
        out.println("                   ./tocsin incidents list --state all" + url);
        out.println("                 or paste " + id + " into the search box at " + demo.url() + "/");
        out.flush();
    }

    void goOn() {
        line("bold", "scene", "That was the story. The platform goes on, healthy; Ctrl-C ends it.");
    }

    /** Sums up; gives the exit code. */
    int end() {
        look(0);
        boolean reached = demo.inboxes().allReached();
        int incidents = demo.api().incidents().size();
        long alerts = demo.api().alerts().stream()
                .filter(alert -> alert.getString("state").equals("firing"))
                .count();
        out.println();
        out.println("  %,d events, %d alerts, %d incidents".formatted(demo.events(), alerts, incidents));
        out.println("  " + demo.inboxes().summary());
        out.println(reached ? "  Every channel received its page." : "  NOT every channel received its page.");
        out.flush();
        return reached ? 0 : 1;
    }

    private void line(String style, String kind, String text) {
        long seconds = Duration.between(startedAt, Instant.now()).toSeconds();
        String plain = "%02d:%02d  %-9s %s".formatted(seconds / 60, seconds % 60, kind.toUpperCase(Locale.ROOT), text);
        out.println(
                Ansi.AUTO.enabled() ? Ansi.AUTO.string("@|" + style + " " + plain.replace("|@", "| @") + "|@") : plain);
        out.flush();
    }
}
