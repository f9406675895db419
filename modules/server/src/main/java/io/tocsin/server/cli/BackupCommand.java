package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description = "Back up a running server into a folder; copies only what that folder lacks.",
        footer = {
            "",
            "The folder is one of the server's machine, best on another disk. It wants an operator's token.",
            "Example, every night:",
            "  30 2 * * *  TOCSIN_TOKEN=... /opt/tocsin/tocsin backup /mnt/backup/tocsin --keep 14"
        },
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where the backups lie; made where it is missing.")
    private Path target = Path.of("");

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many backups stay there, the newest ones (default: ${DEFAULT-VALUE}).")
    private int keep = 7;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, for the audit log (default: ${DEFAULT-VALUE}).")
    private String reason = "backup";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Your name, where nobody has to log in (default: ${DEFAULT-VALUE}).",
            defaultValue = "${user.name}")
    private String by = "";

    @Override
    public Integer call() throws Exception {
        Path absolute = target.toAbsolutePath().normalize();
        JsonObject made = client.postPatiently(
                "/api/v1/backups",
                new JsonObject()
                        .put("target", absolute.toString())
                        .put("keep", keep)
                        .put("reason", reason)
                        .put("by", by));
        spec.commandLine()
                .getOut()
                .printf(
                        "backup %d in %s: %d files with %d bytes, of which %d files with %d bytes were copied%n",
                        made.getLong("number"),
                        absolute,
                        made.getLong("files"),
                        made.getLong("bytes"),
                        made.getLong("files_copied"),
                        made.getLong("bytes_copied"));
        return 0;
    }
}
