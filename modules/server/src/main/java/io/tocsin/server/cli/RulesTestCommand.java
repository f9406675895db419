package io.tocsin.server.cli;

import io.tocsin.server.Rehearsals;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.rehearse.Outcome;
import io.tocsin.server.rehearse.TestFile;
import io.tocsin.server.rehearse.TestReport;
import io.tocsin.server.rehearse.TestRun;
import io.tocsin.yaml.ConfigException;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        description = "Run the tests of rules: events in, alerts and messages out, on a virtual clock.",
        footer = {
            "",
            "Exits 0 when all passed, 1 when some failed, 2 when they cannot be run.",
            "How to write them: docs/rules-testing.md"
        },
        mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int CANNOT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final Output output = new Output();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description = "Files, or folders of *.test.yml (default: ${DEFAULT-VALUE}).",
            defaultValue = "rules")
    private List<Path> named = List.of(Path.of("rules"));

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Whose routing.yml, oncall.yml and field aliases hold (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("config");

    @Override
    public Integer call() throws Exception {
        try {
            Folders.look(spec, "--config", config, "the defaults hold, and nobody is told");
            return test();
        } catch (ConfigException e) {
            for (Problem problem : e.problems()) spec.commandLine().getErr().println(problem);
            return CANNOT;
        } catch (IOException e) {
            spec.commandLine().getErr().println("tocsin: " + e.getMessage());
            return CANNOT;
        }
    }

    private int test() throws IOException {
        Configuration configuration = ConfigFolder.load(config, Path.of("no rules"), Map.of(), System::getenv);
        List<Path> found = TestFolder.find(named);
        if (found.isEmpty()) throw new IOException("there are no tests: no file here is called *.test.yml");
        Problems problems = new Problems();
        List<TestFile> files =
                found.stream().map(file -> TestFolder.read(file, problems)).toList();
        problems.throwIfAny();
        TestRun run = new TestRun(Rehearsals.of(configuration));
        List<Outcome> outcomes = new ArrayList<>();
        for (TestFile file : files) outcomes.addAll(run.run(file));
        TestReport report = TestReport.of(files, outcomes);
        Output.Report written =
                new Output.Report(report::text, () -> new JsonObject(report.json()).encodePrettily(), report::junit);
        output.write(written, spec.commandLine().getOut());
        return report.failed() == 0 ? PASSED : FAILED;
    }
}
