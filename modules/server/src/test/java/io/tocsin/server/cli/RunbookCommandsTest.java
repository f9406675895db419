package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** At three in the morning nobody wants to find out that a runbook names a command that does not exist. */
class RunbookCommandsTest {
    private static final Path RUNBOOKS =
            Path.of(System.getProperty("tocsin.root", "../..")).resolve("runbooks");

    /** From the name of the program to the end of the command: a pipe, a redirection, a semicolon, a back-quote or the line. */
    private static final Pattern COMMAND = Pattern.compile("\\./tocsin ((?:'[^']*'|\"[^\"]*\"|[^'\"`|>;])*)");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @Test
    void everyCommandInARunbookIsUnderstood() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            for (Path file : files.sorted().toList()) commands.addAll(commands(Files.readString(file)));
        }

        assertThat(commands).hasSizeGreaterThan(20).allSatisfy(RunbookCommandsTest::parse);
    }

    private static void parse(String command) {
        CommandLine line = Commands.line();
        List<String> words = WORD.matcher(command)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
        line.parseArgs(words.toArray(String[]::new));
    }

    private static List<String> commands(String text) {
        Matcher matcher = COMMAND.matcher(text);
        List<String> commands = new ArrayList<>();
        while (matcher.find())
            commands.add(matcher.group(1).strip().lines().findFirst().orElse(""));
        return commands;
    }
}
