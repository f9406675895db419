package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "incidents",
        description = "See and answer incidents; without a command, list the open ones.",
        mixinStandardHelpOptions = true,
        subcommands = {
            IncidentsBulkCommand.class,
            IncidentsExportCommand.class,
            IncidentsPageCommand.class,
            IncidentsVerifyCommand.class,
        })
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

    @Command(
            name = "snooze",
            description = "Acknowledge for a time: a new round begins afterwards.",
            mixinStandardHelpOptions = true)
    int snooze(
            @Mixin Client client,
            @Mixin Actor actor,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "DURATION", description = "How long, such as 2h; at most 7d.") String lasting)
            throws Exception {
        return act(client, actor, id, "snooze", new JsonObject().put("for", lasting));
    }

    @Command(name = "unack", description = "Give it back: a new round begins now.", mixinStandardHelpOptions = true)
    int unack(@Mixin Client client, @Mixin Actor actor, @Parameters(paramLabel = "ID", description = ID) String id)
            throws Exception {
        return act(client, actor, id, "unacknowledge");
    }

    @Command(
            name = "reassign",
            description = "Ask others first: they are paged now, the policy follows.",
            mixinStandardHelpOptions = true)
    int reassign(
            @Mixin Client client,
            @Mixin Actor actor,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(arity = "0..*", paramLabel = "USER", description = "Users of oncall.yml.") @Nullable
                    List<String> users,
            @Option(
                            names = "--schedule",
                            paramLabel = "NAME",
                            description = "Whoever is on call there; may be repeated.")
                    @Nullable
                    List<String> schedules)
            throws Exception {
        JsonObject body = new JsonObject()
                .put("users", new JsonArray(users == null ? List.of() : users))
                .put("schedules", new JsonArray(schedules == null ? List.of() : schedules));
        return act(client, actor, id, "reassign", body);
    }

    @Command(name = "note", description = "Remark something in the timeline.", mixinStandardHelpOptions = true)
    int note(
            @Mixin Client client,
            @Mixin Actor actor,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "TEXT", description = "What to remark.") String text)
            throws Exception {
        return act(client, actor, id, "notes", new JsonObject().put("text", text));
    }

    @Command(
            name = "merge",
            description = "Say that it is the same trouble as another: its alerts go there, and it is over.",
            mixinStandardHelpOptions = true)
    int merge(
            @Mixin Client client,
            @Mixin Actor actor,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "INTO", description = "The incident that goes on.") String into)
            throws Exception {
        return act(client, actor, id, "merge", new JsonObject().put("into", into));
    }

    private int act(Client client, Actor actor, String id, String verb) throws Exception {
        return act(client, actor, id, verb, new JsonObject());
    }

    private int act(Client client, Actor actor, String id, String verb, JsonObject body) throws Exception {
        String path = "/api/v1/incidents/" + Client.encode(id) + "/" + verb;
        line(spec.commandLine().getOut(), client.post(path, body.put("by", actor.by)));
        return 0;
    }

    static void line(PrintWriter out, JsonObject incident) {
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
