package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "delete",
        description = "Delete events that should never have been logged; there is no way back.",
        footer = {
            "",
            "Look first with 'tocsin search' and the same query. It wants an operator's token, and is in the audit log.",
            "Example:",
            "  tocsin delete 'service:checkout message:/card=\\d+/' --from -2d --reason 'card numbers, release 4.2'"
        },
        mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "QUERY", description = "Which events, in one argument; '*' is everything.")
    private String query = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit log.")
    private String reason = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Not before: RFC 3339, epoch or -15m.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before: RFC 3339, epoch or -15m.")
    private @Nullable String to;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Your name, where nobody has to log in (default: ${DEFAULT-VALUE}).",
            defaultValue = "${user.name}")
    private String by = "";

    @Override
    public Integer call() throws Exception {
        JsonObject order =
                new JsonObject().put("query", query).put("reason", reason).put("by", by);
        if (from != null) order.put("from", from);
        if (to != null) order.put("to", to);
        JsonObject deletion = client.post("/api/v1/deletions", order);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: events that match %s and were accepted up to now are found no more%n",
                        deletion.getString("id"), EventLines.visible(deletion.getString("query")));
        return 0;
    }
}
