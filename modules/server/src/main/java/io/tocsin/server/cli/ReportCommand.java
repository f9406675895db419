package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Say what the incidents of a time have cost: times to answer, pages, nights, noise.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "TIME", defaultValue = "-30d", description = "From when (default: -30d).")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Until when (default: now).")
    private String to = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose days are counted (default: UTC).")
    private @Nullable String zone;

    @Option(names = "--json", description = "Print the answer of the server as it is.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Map<String, String> params = new LinkedHashMap<>(Map.of("from", from, "to", to));
        if (zone != null) params.put("zone", zone);
        JsonObject report = client.fetch("/api/v1/reports/incidents", params);
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(report.encodePrettily());
        else print(out, report);
        return 0;
    }

    private static void print(PrintWriter out, JsonObject report) {
        JsonObject all = report.getJsonObject("all");
        out.printf("From %s to %s%n", report.getString("from"), report.getString("to"));
        out.printf(
                "%d incidents are over, %d are open: %d ended by themselves, %d by hand, %d were merged; %d were noise%n",
                all.getInteger("incidents"),
                report.getInteger("open"),
                all.getInteger("resolved_by_themselves"),
                all.getInteger("resolved_by_hand"),
                all.getInteger("merged"),
                all.getInteger("noise"));
        out.printf("Time to acknowledge  %s%n", times(all.getJsonObject("mtta_seconds")));
        out.printf("Time to resolve      %s%n", times(all.getJsonObject("mttr_seconds")));
        out.printf("%n%-24s %6s %6s %10s %13s%n", "Person", "pages", "night", "incidents", "acknowledged");
        for (Object each : report.getJsonArray("people")) {
            JsonObject person = (JsonObject) each;
            out.printf(
                    "%-24s %6d %6d %10d %13d%n",
                    EventLines.visible(person.getString("person")),
                    person.getInteger("pages"),
                    person.getInteger("night_pages"),
                    person.getInteger("incidents"),
                    person.getInteger("acknowledged"));
        }
        out.printf("%n%-40s %10s %7s %6s%n", "Rule", "incidents", "noise", "pages");
        for (Object each : report.getJsonArray("rules")) {
            JsonObject rule = (JsonObject) each;
            out.printf(
                    "%-40s %10d %6d%% %6d%n",
                    EventLines.visible(rule.getString("rule")),
                    rule.getInteger("incidents"),
                    Math.round(rule.getDouble("noise_share") * 100),
                    rule.getInteger("pages"));
        }
    }

    private static String times(JsonObject times) {
        if (times.getInteger("count") == 0) return "none";
        return "mean " + words(times.getDouble("mean")) + ", median " + words(times.getDouble("median"))
                + ", 9 of 10 within " + words(times.getDouble("p90")) + ", longest " + words(times.getDouble("max"))
                + " (" + times.getInteger("count") + ")";
    }

    /** {@code 1 h 5 min}, {@code 4 min 10 s}, {@code 2 s}. */
    private static String words(double seconds) {
        Duration duration = Duration.ofMillis(Math.round(seconds * 1000));
        if (duration.toDays() > 0) return duration.toDays() + " d " + duration.toHoursPart() + " h";
        if (duration.toHours() > 0) return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        if (duration.toMinutes() > 0) return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        return duration.toSeconds() + " s";
    }
}
