package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trace",
        description = "Show a whole request over all services, by any of its IDs.",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "A request, trace or correlation ID.")
    private String id = "";

    @Option(names = "--json", description = "The whole answer as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        JsonObject request = client.fetch("/api/v1/requests/" + Client.encode(id), Map.of());
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(request.encodePrettily());
        else print(request, out);
        return 0;
    }

    private static void print(JsonObject request, PrintWriter out) {
        EventLines lines = new EventLines(out, CommandLine.Help.Ansi.AUTO.enabled());
        JsonArray events = request.getJsonArray("events");
        for (int i = 0; i < events.size(); i++) lines.print(events.getJsonObject(i));
        String services = request.getJsonArray("services").stream()
                .map(service -> ((JsonObject) service).getString("name"))
                .map(EventLines::visible)
                .collect(Collectors.joining(" → "));
        out.printf(
                "%n%s: %d events, %d errors, %d ms, %s%n",
                EventLines.visible(request.getString("id")),
                events.size(),
                request.getLong("errors"),
                request.getLong("duration_ms"),
                services);
        if (request.getBoolean("partial", false))
            out.println("the index is catching up, or damaged: there may be more");
    }
}
