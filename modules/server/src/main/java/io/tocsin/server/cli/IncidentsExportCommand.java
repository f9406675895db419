package io.tocsin.server.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = {
            "Write the timeline of an incident to a file that can be verified later.",
            "'tocsin incidents verify' needs no server."
        },
        mixinStandardHelpOptions = true)
final class IncidentsExportCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "An incident, also one of the last 400 days.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; it must not be there yet (default: the terminal).")
    private @Nullable Path output;

    @Override
    public Integer call() throws Exception {
        byte[] export = client.fetchBytes("/api/v1/incidents/" + Client.encode(id) + "/export");
        if (output == null) {
            spec.commandLine().getOut().print(new String(export, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            return 0;
        }
        Files.write(output, export, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return 0;
    }
}
