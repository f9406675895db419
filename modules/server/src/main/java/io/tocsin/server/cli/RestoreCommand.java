package io.tocsin.server.cli;

import io.tocsin.store.StoreRestore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = "Make a data folder of a backup, after checking all of it; no server is needed.",
        footer = {
            "",
            "The data folder must be missing or empty: what is there is never overwritten. Then start the server on it.",
            "Example:",
            "  tocsin restore /mnt/backup/tocsin --data data && tocsin up"
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    private static final int DAMAGED = 1;
    private static final int CANNOT = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Where the backups lie.")
    private Path backup = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The folder to make (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--number", paramLabel = "N", description = "Which backup (default: the newest).")
    private @Nullable Long number;

    @Option(
            names = "--verify",
            description = "Restore nothing, read every byte of every backup; exits 0 when all are whole, 1 when one is"
                    + " damaged, 2 when they cannot be read.")
    private boolean verify;

    @Override
    public Integer call() throws Exception {
        if (verify) return verified();
        List<Long> numbers = backups();
        long chosen = number == null ? numbers.getLast() : number;
        if (!numbers.contains(chosen)) {
            throw new IOException("cannot restore backup " + chosen + ": " + backup + " has " + list(numbers));
        }
        StoreRestore.restore(backup, chosen, data);
        spec.commandLine()
                .getOut()
                .printf("backup %d is restored; start the server with: tocsin up --data %s%n", chosen, data);
        return 0;
    }

    private List<Long> backups() throws IOException {
        Folders.require(backup);
        List<Long> numbers = StoreRestore.backups(backup);
        if (numbers.isEmpty()) throw new IOException("cannot restore from " + backup + ": there is no backup in it");
        return numbers;
    }

    private int verified() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<Long> numbers = backups();
            List<String> problems = StoreRestore.verify(backup);
            problems.forEach(out::println);
            out.printf("%s: %s%n", problems.isEmpty() ? "whole" : "damaged", list(numbers));
            return problems.isEmpty() ? 0 : DAMAGED;
        } catch (IOException e) {
            spec.commandLine().getErr().println("tocsin: " + e.getMessage());
            return CANNOT;
        }
    }

    private static String list(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", backup ", "backup ", ""));
    }
}
