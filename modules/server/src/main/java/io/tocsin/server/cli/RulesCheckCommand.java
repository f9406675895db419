package io.tocsin.server.cli;

import io.tocsin.rules.FieldKnowledge;
import io.tocsin.rules.Finding;
import io.tocsin.rules.Lints;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
            "With --url a running server is asked for the fields and events that it has. Without it only the files are read.",
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

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Since when the server's events count (default: ${DEFAULT-VALUE}).",
            defaultValue = "-7d")
    private String from = "-7d";

    @Option(names = "--strict", description = "Warnings fail, too.")
    private boolean strict;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json or junit (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.TEXT;

    /** How the report is written. */
    private enum Format {
        TEXT,
        JSON,
        JUNIT
    }

    @Override
    public Integer call() {
        try {
            Folders.require(folder);
            return check();
        } catch (UncheckedIOException e) {
            return cannot(e.getCause());
        } catch (IOException e) {
            return cannot(e);
        }
    }

    private int cannot(IOException e) {
        spec.commandLine().getErr().println("tocsin: " + e.getMessage());
        return CANNOT;
    }

    private int check() {
        Problems problems = new Problems();
        RuleSet rules = RuleFiles.load(folder, problems);
        List<Finding> findings = problems.isEmpty() ? Lints.check(rules, knowledge()) : List.of();
        RulesCheckReport report = new RulesCheckReport(
                folder, rules.rules().size(), problems.list(), problems.warnings(), findings);
        spec.commandLine().getOut().print(switch (format) {
            case TEXT -> report.text();
            case JSON -> report.json();
            case JUNIT -> report.junit();
        });
        spec.commandLine().getOut().flush();
        return report.isGood(strict) ? GOOD : WRONG;
    }

    private FieldKnowledge knowledge() {
        boolean asks = spec.commandLine().getParseResult().hasMatchedOption("--url");
        return asks ? new ServerKnowledge(client, from) : FieldKnowledge.NONE;
    }
}
