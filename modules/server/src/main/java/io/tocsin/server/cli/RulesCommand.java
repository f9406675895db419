package io.tocsin.server.cli;

import picocli.CommandLine.Command;

@Command(
        name = "rules",
        description = "Check and test alert rules, and see what they would have done.",
        mixinStandardHelpOptions = true,
        subcommands = {RulesCheckCommand.class, RulesTestCommand.class, RulesBacktestCommand.class})
final class RulesCommand {}
