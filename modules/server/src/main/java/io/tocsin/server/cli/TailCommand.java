package io.tocsin.server.cli;

import io.tocsin.server.cli.Client.RefusedByServerException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "tail",
        description = "Show events as they come in, until Ctrl-C.",
        footer = {"", "Example:", "  tocsin tail 'level>=WARN service:payment_api'"},
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    /** A server that restarts is back within seconds. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(
            paramLabel = "QUERY",
            arity = "0..1",
            description = "Which events, in one argument; none shows everything.",
            defaultValue = "")
    private String query = "";

    @Option(names = "--json", description = "One JSON object a line, as it was sent, with _id and _time.")
    private boolean json;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many events (default: never).")
    private long limit = Long.MAX_VALUE;

    private long shown;
    private boolean connected;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        while (shown < limit) {
            try {
                client.follow("/api/v1/tail", Map.of("q", query), this::line);
                if (shown < limit) err.println("the server ended it; what comes in until it is back is not shown");
            } catch (RefusedByServerException e) {
                throw e;
            } catch (IOException e) {
                // Whoever never reached a server has a wrong address, and waiting does not make it right.
                if (!connected) throw e;
                err.println("lost the server, trying again: " + e.getMessage());
            }
            if (shown < limit) LockSupport.parkNanos(AGAIN_AFTER.toNanos());
        }
        return 0;
    }

    /** A line of the stream: comments and the names of events say nothing that its data does not. */
    private boolean line(String line) {
        connected = true;
        if (!line.startsWith("data: ")) return true;
        PrintWriter out = spec.commandLine().getOut();
        JsonObject event = new JsonObject(line.substring("data: ".length()));
        if (!event.containsKey("_id")) {
            spec.commandLine().getErr().printf("%d events came too fast and are not shown%n", event.getLong("dropped"));
            return true;
        }
        if (json) out.println(event.encode());
        else new EventLines(out, CommandLine.Help.Ansi.AUTO.enabled()).print(event);
        out.flush();
        return ++shown < limit;
    }
}
