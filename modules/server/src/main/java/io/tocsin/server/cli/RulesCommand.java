package io.tocsin.server.cli;

import picocli.CommandLine.Command;

@Command(
        name = "rules",
        description = "Test alert rules, and see what they would have done.",
        mixinStandardHelpOptions = true,
        subcommands = {RulesTestCommand.class, RulesBacktestCommand.class})
final class RulesCommand {}
