package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = "Have a running server send a test message: to each integration of a receiver, or to a person.",
        footer = "Exit code: 0 when every message was taken, 1 when one was not, or there is no such name.",
        mixinStandardHelpOptions = true)
final class OncallTestCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "A receiver of routing.yml.")
    private String name = "";

    @Option(names = "--person", description = "NAME is a user of oncall.yml: try all contact methods.")
    private boolean person;

    @Option(names = "--by", paramLabel = "NAME", description = "Who asks; the message says so.")
    private String by = System.getProperty("user.name", "");

    @Override
    public Integer call() throws Exception {
        String path = "/api/v1/receivers/" + Client.encode(name) + "/test" + (person ? "?person=true" : "");
        // As long as channels are patient, one after the other where something has to be closed again.
        JsonObject answer = client.postPatiently(path, new JsonObject().put("by", by));
        JsonArray results = answer.getJsonArray("results");
        for (int i = 0; i < results.size(); i++) {
            JsonObject result = results.getJsonObject(i);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-10s %s: %s (%d ms)%n",
                            result.getString("outcome"),
                            result.getString("address"),
                            result.getString("detail"),
                            result.getLong("took_ms"));
        }
        if (results.isEmpty()) spec.commandLine().getOut().println(name + " tells nobody");
        return answer.getBoolean("good") ? 0 : 1;
    }
}
