package io.tocsin.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code ./tocsin bench}: how fast, how large; docs/benchmarks.md has the numbers. */
@Command(
        name = "tocsin bench",
        description = "Measure Tocsin on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LoadDriver.class, StartupDriver.class, Bench.Jmh.class})
public final class Bench {
    private Bench() {}

    /** Runs a measurement and ends the process: 0 done, 1 could not, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    /** JMH with its own options. */
    @Command(
            name = "jmh",
            description = "Run the microbenchmarks whose names match; every option of JMH works.",
            mixinStandardHelpOptions = false)
    static final class Jmh implements Callable<Integer> {
        @Parameters(paramLabel = "PATTERN", arity = "0..*", description = "Regular expressions of names.")
        private List<String> patterns = List.of();

        @Unmatched
        private List<String> options = List.of();

        @Override
        public Integer call() throws Exception {
            Main.main(java.util.stream.Stream.concat(patterns.stream(), options.stream())
                    .toArray(String[]::new));
            return 0;
        }
    }
}
