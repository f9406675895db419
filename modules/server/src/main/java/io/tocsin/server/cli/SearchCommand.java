package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        description = "Find events on a running server, or make a table of them.",
        footer = {
            "",
            "Examples:",
            "  tocsin search req-12ab34cd",
            "  tocsin search 'level>=WARN service:payment_api \"pool exhausted\"' --from -1h",
            "  tocsin search 'level:ERROR | count, p95(duration_ms) by service'",
            "",
            "The language: docs/search.md"
        },
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(
            paramLabel = "QUERY",
            arity = "0..1",
            description = "What to find, in one argument; none finds everything.",
            defaultValue = "")
    private String query = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Not before: RFC 3339, epoch or -15m.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before: RFC 3339, epoch or -15m.")
    private @Nullable String to;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            description =
                    "Which of them when there are more: desc takes the newest, asc the oldest (default: ${DEFAULT-VALUE}).",
            defaultValue = "desc")
    private String order = "desc";

    @Option(
            names = "--json",
            description = "One JSON object a line: an event as it was sent, with _id and _time, or a row of the table.")
    private boolean json;

    @Option(names = "--explain", description = "Say on the side how it was found, in blocks of events.")
    private boolean explain;

    @Override
    public Integer call() throws Exception {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("q", query);
        params.put("limit", Integer.toString(limit));
        params.put("order", order);
        if (from != null) params.put("from", from);
        if (to != null) params.put("to", to);
        if (explain) params.put("explain", "true");
        JsonObject answer = client.fetch("/api/v1/search", params);
        if (answer.containsKey("columns")) table(answer);
        else events(answer);
        PrintWriter err = spec.commandLine().getErr();
        if (answer.getBoolean("partial", false)) err.println("time ran out: there may be more");
        if (explain && answer.getJsonObject("plan") != null) plan(err, answer.getJsonObject("plan"));
        return 0;
    }

    private void table(JsonObject answer) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> columns =
                answer.getJsonArray("columns").stream().map(String::valueOf).toList();
        List<List<@Nullable Object>> rows = TableText.rows(answer.getJsonArray("rows"));
        if (!json) TableText.print(out, columns, rows);
        else
            for (List<@Nullable Object> row : rows)
                out.println(TableText.object(columns, row).encode());
        PrintWriter err = spec.commandLine().getErr();
        err.printf("%d rows of %d events, %d ms%n", rows.size(), answer.getLong("matched"), answer.getLong("took_ms"));
        if (answer.getBoolean("truncated", false)) err.println("there are more groups than a table has room for");
    }

    private void events(JsonObject answer) {
        PrintWriter out = spec.commandLine().getOut();
        JsonArray events = answer.getJsonArray("events");
        EventLines lines = new EventLines(out, CommandLine.Help.Ansi.AUTO.enabled());
        // A terminal scrolls downwards: the newest belongs last, just above the prompt.
        boolean oldestFirst = order.equals("asc");
        for (int i = 0; i < events.size(); i++) {
            JsonObject event = events.getJsonObject(oldestFirst ? i : events.size() - 1 - i);
            if (json) out.println(event.encode());
            else lines.print(event);
        }
        JsonObject total = answer.getJsonObject("total");
        String more = total.getString("relation").equals("gte") ? "at least " : "";
        spec.commandLine()
                .getErr()
                .printf(
                        "%d of %s%d events, %d ms%n",
                        events.size(), more, total.getLong("value"), answer.getLong("took_ms"));
    }

    private static void plan(PrintWriter err, JsonObject plan) {
        err.printf(
                "%d partitions, %d blocks: %d skipped by time, %d by terms, %d read with %d events; %d events not in blocks yet%n",
                plan.getLong("partitions"),
                plan.getLong("blocks"),
                plan.getLong("skipped_by_time"),
                plan.getLong("skipped_by_terms"),
                plan.getLong("read"),
                plan.getLong("events_read"),
                plan.getLong("unsealed"));
    }
}
