package io.tocsin.server.cli;

import io.tocsin.server.RuleTexts;
import io.tocsin.server.rehearse.BacktestJson;
import io.tocsin.server.rehearse.BacktestJunit;
import io.tocsin.server.rehearse.BacktestOrder;
import io.tocsin.server.rehearse.BacktestReport;
import io.tocsin.server.rehearse.BacktestText;
import io.tocsin.yaml.ConfigException;
import io.tocsin.yaml.Problem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        description = "Say what rules would have done over the past, and whom they would have woken.",
        footer = {
            "",
            "Exits 0 when every budget holds, 1 when one does not, 2 when it cannot be said.",
            "",
            "Examples:",
            "  tocsin rules backtest rules/ --from -30d",
            "  tocsin rules backtest rules/ --events day.ndjson.gz --against ../main/rules --incidents incidents.csv",
            "  tocsin rules backtest rules/ --url http://localhost:7080 --from -7d --sweep BruteForceLogin=10,20,40",
            "",
            "More: docs/rules-testing.md"
        },
        mixinStandardHelpOptions = true)
final class RulesBacktestCommand implements Callable<Integer> {
    private static final int GOOD = 0;
    private static final int OVER_BUDGET = 1;
    private static final int CANNOT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Client client = new Client();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The rules (default: ${DEFAULT-VALUE}).",
            defaultValue = "rules")
    private Path rules = Path.of("rules");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "RFC 3339, epoch or -30d (default: -30d; of a file, its beginning).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The end (default: now; of a file, its end).")
    private @Nullable String to;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A data folder that no server uses (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Events of a file instead, a JSON object a line, gzipped or not.")
    private @Nullable Path events;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Whose routing and on-call hold (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("config");

    @Option(names = "--against", paramLabel = "DIR", description = "Other rules to compare with.")
    private @Nullable Path against;

    @Option(names = "--incidents", paramLabel = "FILE", description = "What really happened: start,end,service[,rule].")
    private @Nullable Path incidents;

    @Option(names = "--sweep", paramLabel = "RULE[/SEVERITY]=N,…", description = "Thresholds to try; repeatable.")
    private List<String> sweeps = new ArrayList<>();

    @Option(
            names = "--ack-after",
            split = ",",
            paramLabel = "TIME",
            description = "When whoever is paged first answers (default: 5m,15m,never). The first counts for budgets.")
    private List<String> answers = List.of("5m", "15m", "never");

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose nights count (default: of the first schedule, or UTC).")
    private @Nullable String zone;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return run();
        } catch (ConfigException e) {
            for (Problem problem : e.problems()) spec.commandLine().getErr().println(problem);
        } catch (IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("tocsin: " + e.getMessage());
        }
        return CANNOT;
    }

    private int run() throws IOException, InterruptedException {
        if (spec.commandLine().getParseResult().hasMatchedOption("--url")) return remote();
        Folders.look(spec, "--config", config, "the defaults hold, and nobody is told");
        LocalBacktest local =
                new LocalBacktest(order(), rules, config, InstantSource.system().instant());
        BacktestReport report = events == null ? local.stored(data) : local.lines(events);
        output.write(
                new Output.Report(
                        () -> BacktestText.of(report),
                        () -> new JsonObject(BacktestJson.of(report)).encodePrettily(),
                        () -> BacktestJunit.of(report)),
                spec.commandLine().getOut());
        return report.broken().isEmpty() ? GOOD : OVER_BUDGET;
    }

    private BacktestOrder order() throws IOException {
        return new BacktestOrder(
                required(rules),
                against == null ? Map.of() : required(against),
                incidents == null ? "" : Files.readString(incidents),
                from == null ? "" : from,
                to == null ? "" : to,
                sweeps,
                answers,
                zone == null ? "" : zone);
    }

    private static Map<String, String> required(Path folder) throws IOException {
        Map<String, String> texts = RuleTexts.withSigma(folder);
        if (texts.isEmpty()) throw new IOException("cannot use " + folder + ": there is no rule file in it");
        return texts;
    }

    /** The server knows its events, its routing and who is on call. */
    private int remote() throws IOException, InterruptedException {
        JsonObject body = new JsonObject(order().json()).put("format", output.format());
        JsonObject answer = client.postPatiently("/api/v1/rules/backtest", body);
        String report = String.valueOf(answer.remove("report"));
        Supplier<String> json = answer::encodePrettily;
        output.write(
                new Output.Report(() -> report, json, () -> report),
                spec.commandLine().getOut());
        return answer.getInteger("broken_budgets", 0) == 0 ? GOOD : OVER_BUDGET;
    }
}
