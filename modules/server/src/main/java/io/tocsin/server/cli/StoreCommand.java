package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "store", description = "Look at what is stored, check and repair it.", mixinStandardHelpOptions = true)
final class StoreCommand {
    private static final int WHOLE = 0;
    private static final int DAMAGED = 1;
    private static final int CANNOT = 2;

    private static final List<String> COLUMNS =
            List.of("partition", "class", "from", "to", "events", "bytes", "bytes/event");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Command(
            name = "stats",
            description = "List the partitions of a running server, with their sizes.",
            mixinStandardHelpOptions = true)
    int stats(@Mixin Client client, @Option(names = "--json", description = "The answer as JSON.") boolean json)
            throws Exception {
        JsonObject answer = client.fetch("/api/v1/partitions", Map.of());
        if (json) {
            spec.commandLine().getOut().println(answer.encodePrettily());
            return 0;
        }
        JsonArray partitions = answer.getJsonArray("partitions");
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long events = 0;
        long bytes = 0;
        for (int i = 0; i < partitions.size(); i++) {
            JsonObject partition = partitions.getJsonObject(i);
            rows.add(Arrays.asList(
                    partition.getString("name"),
                    partition.getString("class"),
                    partition.getString("from"),
                    partition.getString("to"),
                    partition.getLong("events"),
                    partition.getLong("bytes"),
                    each(partition.getLong("bytes"), partition.getLong("events"))));
            events += partition.getLong("events");
            bytes += partition.getLong("bytes");
        }
        rows.add(Arrays.asList("total", null, null, null, events, bytes, each(bytes, events)));
        TableText.print(spec.commandLine().getOut(), COLUMNS, rows);
        return 0;
    }

    @Command(
            name = "check",
            description = "Read every byte of a data folder that no server uses, and say what is wrong.",
            footer = {"", "Exits 0 when all is whole, 1 when something is damaged, 2 when it cannot be checked."},
            mixinStandardHelpOptions = true)
    int check(
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            description = "The data folder (default: ${DEFAULT-VALUE}).",
                            defaultValue = "data")
                    Path data) {
        return inspect(data, Inspection::check);
    }

    @Command(
            name = "repair",
            description = "Let go of what cannot be read any more, and of nothing else; copy the data folder first.",
            footer = {"", "Exits 0 when all is whole now, 1 when something is damaged still, 2 when it cannot be done."
            },
            mixinStandardHelpOptions = true)
    int repair(
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            description = "The data folder (default: ${DEFAULT-VALUE}).",
                            defaultValue = "data")
                    Path data) {
        return inspect(data, Inspection::repair);
    }

    /** Whether all is whole. */
    @FunctionalInterface
    private interface Look {
        boolean at(Inspection inspection) throws IOException;
    }

    private int inspect(Path data, Look look) {
        try {
            return look.at(new Inspection(data, spec.commandLine().getOut())) ? WHOLE : DAMAGED;
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            spec.commandLine().getErr().println("tocsin: " + reason);
            return CANNOT;
        }
    }

    private static @Nullable Double each(long bytes, long events) {
        return events == 0 ? null : Math.round(10.0 * bytes / events) / 10.0;
    }
}
