package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "incidents",
        description = "See and answer incidents; without a command, list the open ones.",
        mixinStandardHelpOptions = true)
final class IncidentsCommand implements Callable<Integer> {
    private static final String ID = "An incident, such as inc-1a2b3c4d5e: 'tocsin incidents' shows them.";

    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return list(client, "open");
    }

    @Command(name = "list", description = "List incidents.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Client client,
            @Option(
                            names = "--state",
                            paramLabel = "STATE",
                            defaultValue = "open",
                            description = "open, triggered, acknowledged, resolved or all (default: open).")
                    String state)
            throws Exception {
        JsonArray incidents =
                client.fetch("/api/v1/incidents", Map.of("state", state)).getJsonArray("incidents");
        PrintWriter out = spec.commandLine().getOut();
        if (incidents.isEmpty()) out.println("No incidents.");
        for (int i = 0; i < incidents.size(); i++) line(out, incidents.getJsonObject(i));
        return 0;
    }

    @Command(name = "show", description = "Show one incident with its timeline.", mixinStandardHelpOptions = true)
    int show(@Mixin Client client, @Parameters(paramLabel = "ID", description = ID) String id) throws Exception {
        JsonObject incident = client.fetch("/api/v1/incidents/" + Client.encode(id), Map.of());
        PrintWriter out = spec.commandLine().getOut();
        line(out, incident);
        JsonArray timeline = incident.getJsonArray("timeline");
        for (int i = 0; i < timeline.size(); i++) {
            JsonObject entry = timeline.getJsonObject(i);
            out.printf("  %s  %s%n", entry.getString("at"), EventLines.visible(entry.getString("text")));
        }
        return 0;
    }

    @Command(name = "ack", description = "Acknowledge: I am on it.", mixinStandardHelpOptions = true)
    int ack(@Mixin Client client, @Mixin Actor actor, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return act(client, actor, id, "acknowledge");
    }

    @Command(name = "resolve", description = "Resolve: it is over.", mixinStandardHelpOptions = true)
    int resolve(@Mixin Client client, @Mixin Actor actor, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return act(client, actor, id, "resolve");
    }

    @Command(name = "escalate", description = "Page the next level now.", mixinStandardHelpOptions = true)
    int escalate(@Mixin Client client, @Mixin Actor actor, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return act(client, actor, id, "escalate");
    }

    private int act(Client client, Actor actor, String id, String verb) throws Exception {
        String path = "/api/v1/incidents/" + Client.encode(id) + "/" + verb;
        line(spec.commandLine().getOut(), client.post(path, new JsonObject().put("by", actor.by)));
        return 0;
    }

    private static void line(PrintWriter out, JsonObject incident) {
        out.printf(
                "%s  %-12s %-8s %s (since %s)%n",
                incident.getString("id"),
                incident.getString("state"),
                incident.getString("severity"),
                EventLines.visible(incident.getString("title")),
                incident.getString("since"));
    }

    /** Who acts. */
    static final class Actor {
        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Your name (default: ${DEFAULT-VALUE}).",
                defaultValue = "${user.name}")
        String by = "";
    }
}
