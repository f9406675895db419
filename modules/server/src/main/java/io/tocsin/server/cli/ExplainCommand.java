package io.tocsin.server.cli;

import io.tocsin.model.Labels;
import io.tocsin.server.Explanations;
import io.tocsin.server.api.TimeParam;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = {
            "Say who would be told of an alert, when, by what and why; or why somebody was, or was not.",
            "",
            "Asks a running server, which knows its silences and what it has told; with --config, the files alone."
        },
        footer = {
            "",
            "Who would be woken on Sunday at 03:00:",
            "  tocsin explain --labels alertname=Down,severity=critical --at 2026-11-29T03:00:00Z",
            "Why was I not paged last night:",
            "  tocsin explain --labels alertname=Down,severity=critical --from -12h",
            "In CI, that the rules of a team reach somebody:",
            "  tocsin explain --config config --labels severity=critical,team=db",
            "",
            "Exits with 0 when somebody is told at the first look at the alert (or was, with --from), and with 1 when"
                    + " nobody",
            "is: held back by a silence, an inhibition or a time interval, no way to deliver it, or nobody on call;"
                    + " also when",
            "the question cannot be answered. With --config what lacks only its secret counts as reachable."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--labels", paramLabel = "A=B,C=D", description = "The labels of the alert; may be repeated.")
    private String @Nullable [] labels;

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            description = "An alert that the server knows, instead of labels.")
    private String fingerprint = "";

    @Option(names = "--at", paramLabel = "TIME", description = "When it fires: RFC 3339 or epoch (default: now).")
    private String at = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Tell what became of it since then, such as -12h.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "… and until then (default: now).")
    private String to = "";

    @Option(names = "--config", paramLabel = "DIR", description = "A configuration folder; no server is asked.")
    private @Nullable Path config;

    @Option(names = "--rules", paramLabel = "DIR", description = "Its rules (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.TEXT;

    /** How the answer is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Override
    public Integer call() throws Exception {
        boolean past = !from.isEmpty();
        JsonObject answer = past ? story() : explain();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) out.println(answer.encodePrettily());
        else out.print(past ? StoryText.of(answer) : ExplainText.of(answer));
        out.flush();
        return answer.getString("verdict").equals("told") ? 0 : 1;
    }

    private JsonObject explain() throws IOException, InterruptedException {
        Path folder = config;
        if (folder != null) return offline(folder);
        JsonObject question = new JsonObject().put("at", at);
        if (fingerprint.isEmpty()) {
            JsonObject given = new JsonObject();
            labels().map().forEach(given::put);
            question.put("labels", given);
        } else {
            question.put("fingerprint", fingerprint);
        }
        return client.post("/api/v1/explain", question);
    }

    private JsonObject offline(Path folder) throws IOException {
        if (!fingerprint.isEmpty()) throw wrong("--fingerprint needs a running server: give --labels");
        Folders.require(folder);
        Configuration configuration = ConfigFolder.load(folder, rules, Map.of(), System::getenv);
        Instant now = Instant.now();
        return Explanations.of(configuration, labels(), at.isEmpty() ? now : TimeParam.parse(at, now));
    }

    private JsonObject story() throws IOException, InterruptedException {
        if (config != null) throw wrong("--from needs a running server: the past is not in the configuration");
        if (!at.isEmpty()) throw wrong("--at asks what would be, --from what was: give one of them");
        String print = fingerprint.isEmpty() ? "%016x".formatted(labels().fingerprint()) : fingerprint;
        Map<String, String> params = new LinkedHashMap<>(Map.of("from", from));
        if (!to.isEmpty()) params.put("to", to);
        return client.fetch("/api/v1/explain/" + Client.encode(print), params);
    }

    private Labels labels() {
        Map<String, String> map = new TreeMap<>();
        for (String list : labels == null ? new String[0] : labels) LabelList.read(list, map);
        if (map.isEmpty()) throw wrong("--labels is missing: give such as alertname=Down,severity=critical");
        return Labels.of(map);
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("cannot explain: " + what);
    }
}
