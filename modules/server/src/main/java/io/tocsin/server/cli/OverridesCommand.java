package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "overrides",
        description = "Show who takes whose shift; 'end' takes one back.",
        mixinStandardHelpOptions = true)
final class OverridesCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(names = "--schedule", paramLabel = "NAME", description = "Only of this schedule.")
    private @Nullable String schedule;

    @Option(names = "--all", description = "Those that are over, too.")
    private boolean all;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        int lines = 0;
        for (String name : schedules()) {
            JsonArray overrides =
                    client.fetch(path(name), Map.of("all", "" + all)).getJsonArray("overrides");
            for (int i = 0; i < overrides.size(); i++, lines++) out.println(line(name, overrides.getJsonObject(i)));
        }
        if (lines == 0) out.println("No overrides.");
        return 0;
    }

    private List<String> schedules() throws Exception {
        if (schedule != null) return List.of(schedule);
        List<String> names = new ArrayList<>();
        JsonArray known = client.fetch("/api/v1/schedules", Map.of()).getJsonArray("schedules");
        for (int i = 0; i < known.size(); i++) names.add(known.getJsonObject(i).getString("name"));
        return names;
    }

    @Command(
            name = "end",
            description = "Take an override back: what has begun ends now.",
            mixinStandardHelpOptions = true)
    int end(
            @Mixin Client client,
            @Mixin IncidentsCommand.Actor actor,
            @Parameters(paramLabel = "SCHEDULE", description = "Its schedule.") String of,
            @Parameters(paramLabel = "ID", description = "Such as ov-1a2b3c4d5e6f.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the audit log.")
                    String reason)
            throws Exception {
        client.delete(path(of) + "/" + Client.encode(id) + "?by=" + Client.encode(actor.by) + "&reason="
                + Client.encode(reason));
        spec.commandLine().getOut().println(id + " was taken back");
        return 0;
    }

    static String path(String schedule) {
        return "/api/v1/schedules/" + Client.encode(schedule) + "/overrides";
    }

    /** {@code ov-1a2b3c  primary  anna instead of bob, from … to … (by carol: ill)}. */
    static String line(String schedule, JsonObject override) {
        String id = override.getString("id");
        String reason = override.getString("reason", "");
        String without = override.getString("without_effect");
        String by =
                id == null ? "oncall.yml" : "by " + override.getString("by") + (reason.isEmpty() ? "" : ": " + reason);
        return EventLines.visible(String.format(
                "%-15s  %s  %s, from %s to %s (%s)%s",
                id == null ? "-" : id,
                schedule,
                who(override),
                override.getString("from"),
                override.getString("to"),
                by,
                without == null ? "" : " WITHOUT EFFECT: " + without));
    }

    private static String who(JsonObject override) {
        JsonArray swap = override.getJsonArray("swap");
        if (swap != null) {
            return swap.stream().map(String::valueOf).collect(Collectors.joining(" and ")) + " change places";
        }
        String instead = override.getString("instead");
        return override.getString("user") + (instead == null ? "" : " instead of " + instead);
    }
}
