package io.tocsin.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code tocsin}: what it can do, and nothing else. */
@Command(
        name = "tocsin",
        description = "Finds a request in your logs, and wakes the right person when something breaks.",
        footer = {
            "",
            "New here? './tocsin demo' shows all of it in a minute. './tocsin test' runs every test, './tocsin bench'"
                    + " measures."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            AlertmanagerCommand.class,
            SearchCommand.class,
            TailCommand.class,
            TraceCommand.class,
            IncidentsCommand.class,
            ReportCommand.class,
            SilenceCommand.class,
            OncallCommand.class,
            ExplainCommand.class,
            HeartbeatCommand.class,
            DeleteCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            StoreCommand.class,
            RulesCommand.class,
            CheckConfigCommand.class,
            SimulateCommand.class,
            VersionCommand.class,
            TrainCommand.class,
            HelpCommand.class,
        })
public final class Commands {
    private Commands() {}

    /** The commands, for a main and for those who add one of their own. */
    public static CommandLine line() {
        return new CommandLine(new Commands())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Commands::explain)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** A person at a terminal wants the reason, not the stack. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println("tocsin: " + reason);
        return 1;
    }
}
