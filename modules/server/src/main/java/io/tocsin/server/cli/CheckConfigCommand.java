package io.tocsin.server.cli;

import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.yaml.ConfigException;
import io.tocsin.yaml.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        description = "Read a configuration as the server would and list all that is wrong.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The configuration folder (default: ${DEFAULT-VALUE}).",
            defaultValue = "config")
    private Path folder = Path.of("config");

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The folder of rule files (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Folders.require(folder);
        Folders.look(spec, "--rules", rules, "no rules are checked; name their folder with --rules");
        try {
            Configuration configuration = ConfigFolder.load(folder, rules, Map.of(), System::getenv);
            configuration.warnings().forEach(warning -> out.println("warning: " + warning));
            out.printf(
                    "good: %d rules, %d receivers, %d people, %d schedules%n",
                    configuration.rules().rules().size(),
                    configuration.routing().receivers().size(),
                    configuration.oncall().users().size(),
                    configuration.oncall().schedules().size());
            return 0;
        } catch (ConfigException e) {
            for (Problem problem : e.problems()) out.println(problem);
            int count = e.problems().size();
            out.printf("%d %s%n", count, count == 1 ? "problem" : "problems");
            return 1;
        }
    }
}
