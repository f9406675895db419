package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "bulk",
        description = {
            "Do the same to many incidents; each answers for itself. Ends with 1 when one was refused.",
            "Example: tocsin incidents bulk resolve inc-1a2b3c4d5e inc-5e4d3c2b1a"
        },
        mixinStandardHelpOptions = true)
final class IncidentsBulkCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Mixin
    private final IncidentsCommand.Actor actor = new IncidentsCommand.Actor();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "VERB",
            description = "acknowledge, snooze, unacknowledge, resolve, escalate, merge or notes.")
    private String verb = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "Incidents.")
    private List<String> ids = List.of();

    @Option(names = "--for", paramLabel = "DURATION", description = "For snooze and acknowledge: how long.")
    private @Nullable String lasting;

    @Option(names = "--into", paramLabel = "ID", description = "For merge: the incident that goes on.")
    private @Nullable String into;

    @Option(names = "--text", paramLabel = "TEXT", description = "For notes: what to remark.")
    private @Nullable String text;

    @Override
    public Integer call() throws Exception {
        JsonObject body = new JsonObject()
                .put("verb", verb)
                .put("ids", new JsonArray(ids))
                .put("by", actor.by)
                .put("for", lasting)
                .put("into", into)
                .put("text", text);
        JsonArray results = client.post("/api/v1/incidents:bulk", body).getJsonArray("results");
        PrintWriter out = spec.commandLine().getOut();
        boolean refused = false;
        for (int i = 0; i < results.size(); i++) {
            JsonObject result = results.getJsonObject(i);
            refused |= result.getInteger("status") != 200;
            String said = result.getString("detail", result.getString("state"));
            out.printf("%s  %s%n", result.getString("id"), EventLines.visible(said));
        }
        return refused ? 1 : 0;
    }
}
