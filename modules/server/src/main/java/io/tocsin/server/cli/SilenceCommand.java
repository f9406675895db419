package io.tocsin.server.cli;

import io.tocsin.yaml.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "silence",
        description = "Hold notices of some alerts back for a while.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SilenceCommand {
    private static final String PATH = "/api/v2/silences";
    private static final String MATCHERS = "Conditions on labels, all of which must hold: team=db 'severity=~warn.*'";

    /** Who silences more wants to see that it is many, not each of them. */
    private static final int SHOWN_MAX = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Command(
            name = "add",
            description = "Make a silence; shows first which alerts it is about now.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin Client client,
            @Parameters(paramLabel = "MATCHER", arity = "1..*", description = MATCHERS) List<String> matchers,
            @Mixin Terms terms,
            @Option(names = "--preview", description = "Only show which alerts it would be about.") boolean preview)
            throws Exception {
        JsonArray conditions = new JsonArray();
        for (String matcher : matchers) conditions.add(SilenceMatchers.json(matcher));
        PrintWriter out = spec.commandLine().getOut();
        show(client, matchers, out);
        if (preview) return 0;
        Instant start = terms.start(Instant.now());
        JsonObject silence = new JsonObject()
                .put("matchers", conditions)
                .put("startsAt", start.toString())
                .put("endsAt", terms.end(start).toString())
                .put("createdBy", terms.author)
                .put("comment", terms.comment);
        if (terms.untilResolved) silence.put("untilResolved", true);
        out.println(client.post(PATH, silence).getString("silenceID"));
        return 0;
    }

    private static void show(Client client, List<String> matchers, PrintWriter out)
            throws IOException, InterruptedException {
        String query = matchers.stream()
                .map(matcher -> "filter=" + Client.encode(matcher))
                .collect(Collectors.joining("&"));
        JsonArray found = client.fetchList("/api/v2/alerts?" + query);
        out.println(
                found.size() == 1
                        ? "1 alert fires now:"
                        : found.size() + " alerts fire now" + (found.isEmpty() ? "." : ":"));
        for (int i = 0; i < Math.min(SHOWN_MAX, found.size()); i++) {
            out.println("  " + labels(found.getJsonObject(i).getJsonObject("labels")));
        }
        if (found.size() > SHOWN_MAX) out.println("  and " + (found.size() - SHOWN_MAX) + " more");
    }

    private static String labels(JsonObject labels) {
        return labels.stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .map(EventLines::visible)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Command(name = "list", description = "List silences.", mixinStandardHelpOptions = true)
    int list(
            @Mixin Client client,
            @Option(names = "--all", description = "Those that are over, too.") boolean all,
            @Parameters(paramLabel = "MATCHER", arity = "0..*", description = "Only silences with these very matchers.")
                    @Nullable
                    List<String> matchers)
            throws Exception {
        StringBuilder query = new StringBuilder("?expired=").append(all);
        for (String matcher : matchers == null ? List.<String>of() : matchers)
            query.append("&filter=").append(Client.encode(matcher));
        JsonArray silences = client.fetchList(PATH + query);
        PrintWriter out = spec.commandLine().getOut();
        if (silences.isEmpty()) out.println("No silences.");
        for (int i = 0; i < silences.size(); i++) line(out, silences.getJsonObject(i));
        return 0;
    }

    private static void line(PrintWriter out, JsonObject silence) {
        List<String> matchers = new ArrayList<>();
        JsonArray conditions = silence.getJsonArray("matchers");
        for (int i = 0; i < conditions.size(); i++) matchers.add(SilenceMatchers.text(conditions.getJsonObject(i)));
        out.printf(
                "%s  %-7s %s  from %s to %s%s, %s: %s%n",
                silence.getString("id"),
                silence.getJsonObject("status").getString("state"),
                EventLines.visible(String.join(" ", matchers)),
                silence.getString("startsAt"),
                silence.getString("endsAt"),
                silence.getBoolean("untilResolved", false) ? " or until resolved" : "",
                EventLines.visible(silence.getString("createdBy")),
                EventLines.visible(silence.getString("comment")));
    }

    @Command(name = "expire", description = "End silences now.", mixinStandardHelpOptions = true)
    int expire(
            @Mixin Client client,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "Silences, as 'list' shows them.")
                    List<String> ids)
            throws Exception {
        for (String id : ids) client.delete("/api/v2/silence/" + Client.encode(id));
        return 0;
    }

    /** How long, by whom and why. */
    static final class Terms {
        @Option(
                names = {"--duration", "-d"},
                paramLabel = "TIME",
                description = "How long, such as 90m, 2h or 7d (default: ${DEFAULT-VALUE}).")
        private String duration = "1h";

        @Option(names = "--start", paramLabel = "TIME", description = "From then on, in RFC 3339 (default: now).")
        private @Nullable String start;

        @Option(names = "--end", paramLabel = "TIME", description = "Until then, in RFC 3339, instead of --duration.")
        private @Nullable String end;

        @Option(
                names = {"--comment", "-c"},
                paramLabel = "TEXT",
                required = true,
                description = "Why; others will ask.")
        String comment = "";

        @Option(
                names = {"--author", "-a"},
                paramLabel = "NAME",
                description = "Your name (default: ${DEFAULT-VALUE}).",
                defaultValue = "${user.name}")
        String author = "";

        @Option(
                names = "--until-resolved",
                description =
                        "It is over as soon as nothing that it holds back fires any more, at its end at the latest.")
        boolean untilResolved;

        Instant start(Instant now) {
            return start == null ? now : time("--start", start);
        }

        Instant end(Instant from) {
            if (end != null) return time("--end", end);
            Duration length = Durations.parse(duration);
            if (length == null)
                throw new IllegalArgumentException(
                        "--duration must be one such as 90m, 2h or 7d, not '" + duration + "'");
            return from.plus(length);
        }

        private static Instant time(String option, String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        option + " must be a time such as 2026-11-20T10:00:00Z, not '" + text + "'", e);
            }
        }
    }
}
