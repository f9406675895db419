package io.tocsin.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.Main;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./tocsin bench}: how fast, how large; docs/benchmarks.md has the numbers. */
@Command(
        name = "tocsin bench",
        description = "Measure Tocsin on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StoreFigures.class,
            RuleFigures.class,
            RouterFigures.class,
            AlertmanagerFigures.class,
            AlertsDriver.class,
            FlameDriver.class,
            LoadDriver.class,
            PageFigures.class,
            ReloadDriver.class,
            StartupDriver.class
        },
        footer = {
            "  jmh      Run the microbenchmarks whose names match a pattern, or all; takes",
            "             every option of JMH, such as -l, -f 3 or -prof gc.",
        })
public final class Bench {
    private Bench() {}

    /** Runs a measurement and ends the process: 0 done, 1 could not, 2 wrong usage. */
    public static void main(String[] args) throws Exception {
        // JMH reads its own options and would not like a second reader before it.
        if (args.length > 0 && args[0].equals("jmh")) Main.main(Arrays.copyOfRange(args, 1, args.length));
        else System.exit(new CommandLine(new Bench()).execute(args));
    }
}
