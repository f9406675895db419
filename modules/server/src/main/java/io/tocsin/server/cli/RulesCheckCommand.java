package io.tocsin.server.cli;

import io.tocsin.rules.FieldKnowledge;
import io.tocsin.rules.Finding;
import io.tocsin.rules.Lints;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.server.api.TimeParam;
import io.tocsin.server.config.SigmaRules;
import io.tocsin.yaml.ConfigException;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Read rule files as the server would; list what is wrong, and what is probably not meant.",
        footer = {
            "",
            "With --url a running server, with --data a folder is asked which fields and events it has.",
            "Without either only the files are read.",
            "Exits 0 when the rules are good, 1 when some are wrong, 2 when they cannot be checked."
        },
        mixinStandardHelpOptions = true)
final class RulesCheckCommand implements Callable<Integer> {
    private static final int GOOD = 0;
    private static final int WRONG = 1;
    private static final int CANNOT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final Client client = new Client();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder of rule files (default: ${DEFAULT-VALUE}).",
            defaultValue = "rules")
    private Path folder = Path.of("rules");

    @Option(names = "--data", paramLabel = "DIR", description = "Look into a data folder that no server uses.")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Whose field aliases hold for --data (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("config");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Since when events count (default: ${DEFAULT-VALUE}).",
            defaultValue = "-7d")
    private String from = "-7d";

    @Option(names = "--strict", description = "Warnings fail, too.")
    private boolean strict;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        try {
            Folders.require(folder);
            return check();
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            return cannot(cause == null ? e : cause);
        } catch (ConfigException e) {
            for (Problem problem : e.problems()) spec.commandLine().getErr().println(problem);
            return CANNOT;
        } catch (IOException | IllegalArgumentException e) {
            return cannot(e);
        }
    }

    private int cannot(Exception e) {
        spec.commandLine().getErr().println("tocsin: " + e.getMessage());
        return CANNOT;
    }

    private int check() throws IOException {
        Problems problems = new Problems();
        RuleSet own = RuleFiles.load(folder, problems);
        SigmaRules.Made sigma = SigmaRules.load(folder, own, problems);
        for (Problem each : sigma.inactive()) {
            problems.warn(new Mark(each.file(), each.line(), each.column()), each.message());
        }
        RuleSet rules = own.and(sigma.rules());
        List<Finding> findings = problems.isEmpty() ? findings(own) : List.of();
        RulesCheckReport report =
                new RulesCheckReport(folder, rules.rules().size(), problems.list(), problems.warnings(), findings);
        Output.Report written = new Output.Report(report::text, report::json, report::junit);
        output.write(written, spec.commandLine().getOut());
        return report.isGood(strict) ? GOOD : WRONG;
    }

    private List<Finding> findings(RuleSet rules) throws IOException {
        if (data != null) {
            Instant now = InstantSource.system().instant();
            try (StoredEvents events = StoredEvents.open(data, config, TimeParam.parse(from, now), now)) {
                return Lints.check(rules, new EventKnowledge(events));
            }
        }
        boolean asks = spec.commandLine().getParseResult().hasMatchedOption("--url");
        return Lints.check(rules, asks ? new EventKnowledge(new ServerEvents(client, from)) : FieldKnowledge.NONE);
    }
}
