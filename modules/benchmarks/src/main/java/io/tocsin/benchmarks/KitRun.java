package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code am_bench.py} of the kit, run once against one server. */
final class KitRun {
    /** Fields that say what was measured; all others are measurements. */
    private static final List<String> WHAT =
            List.of("path", "group_wait", "groups", "sources", "targets", "silences", "n");

    private final Path script;

    KitRun(Path script) {
        this.script = script;
    }

    /** The configuration that servers must run with. */
    String config(int sinkPort) throws IOException, InterruptedException {
        return output(List.of("python3", script.toString(), "config", "--sink-port", "" + sinkPort));
    }

    /** What was measured, by what it was measured of, in the order of the script. */
    Map<String, JsonObject> measure(RouterProcess server, String phase, String sizes, Path json)
            throws IOException, InterruptedException {
        output(List.of(
                "python3",
                script.toString(),
                server.url(),
                "--sink-port",
                "" + server.sinkPort(),
                "--pid",
                "" + server.pid(),
                "--phases",
                phase,
                "--sizes",
                sizes,
                "--json",
                json.toString()));
        return byName(new JsonArray(Files.readString(json)));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Tool.Result result = Tool.run(command);
        if (result.status() != 0)
            throw new IOException(
                    "'" + String.join(" ", command) + "' ended with " + result.status() + ":\n" + result.output());
        return result.output();
    }

    static Map<String, JsonObject> byName(JsonArray rows) {
        Map<String, JsonObject> named = new LinkedHashMap<>();
        Integer posted = null;
        for (Object each : rows) {
            JsonObject row = (JsonObject) each;
            if (row.getString("phase").equals("ingest")) posted = row.getInteger("n");
            // A read says how many it found; of how many is what tells it from the next.
            if (row.getString("phase").equals("read") && posted != null) row.put("n", posted);
            named.put(name(row), row);
        }
        return named;
    }

    private static String name(JsonObject row) {
        List<String> words = new ArrayList<>(List.of(row.getString("phase")));
        Stream<String> fields = WHAT.stream().filter(row::containsKey);
        // How many alerts a question found is a result where the question is named otherwise.
        if (row.containsKey("sources")) fields = fields.filter(field -> !field.equals("n"));
        fields.forEach(field -> words.add(field + "=" + row.getValue(field)));
        return String.join(" ", words);
    }
}
