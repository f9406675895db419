package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "heartbeat",
        description =
                "Tell a running server that something lives: a job that has done its work, a site that is connected.",
        footer = {
            "",
            "tocsin.yml declares the names, below 'heartbeats:'. When one does not come in time, somebody is told.",
            "Example, in a crontab:",
            "  30 2 * * *  /opt/backup.sh && TOCSIN_TOKEN=... /opt/tocsin/tocsin heartbeat nightly-backup"
        },
        mixinStandardHelpOptions = true)
final class HeartbeatCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "As tocsin.yml calls it.")
    private String name = "";

    @Override
    public Integer call() throws Exception {
        String path = "/api/v1/heartbeats/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        JsonObject standing = client.post(path, new JsonObject());
        spec.commandLine()
                .getOut()
                .printf("%s is alive; the next sign is due by %s%n", name, standing.getString("missing_from"));
        return 0;
    }
}
