package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
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
        name = "page",
        description = {
            "Page whoever is on call, without an alert.",
            "Example: tocsin incidents page 'Customers cannot pay' --policy default --label service=checkout"
        },
        mixinStandardHelpOptions = true)
final class IncidentsPageCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Mixin
    private final IncidentsCommand.Actor actor = new IncidentsCommand.Actor();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "TITLE", description = "What is the matter, in one line.")
    private String title = "";

    @Option(names = "--text", paramLabel = "TEXT", description = "More about it.")
    private @Nullable String text;

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "critical",
            description = "critical, high, medium or low (default: critical).")
    private String severity = "";

    @Option(names = "--policy", paramLabel = "NAME", description = "Whom: an escalation policy of oncall.yml.")
    private @Nullable String policy;

    @Option(names = "--receiver", paramLabel = "NAME", description = "Or the policy that this receiver starts.")
    private @Nullable String receiver;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "What else there is to say; may be repeated.")
    private Map<String, String> labels = Map.of();

    @Override
    public Integer call() throws Exception {
        JsonObject named = new JsonObject();
        labels.forEach(named::put);
        JsonObject body = new JsonObject()
                .put("title", title)
                .put("text", text)
                .put("severity", severity)
                .put("policy", policy)
                .put("receiver", receiver)
                .put("labels", named)
                .put("by", actor.by);
        IncidentsCommand.line(spec.commandLine().getOut(), client.post("/api/v1/incidents", body));
        return 0;
    }
}
