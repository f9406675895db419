package io.tocsin.server.cli;

import io.tocsin.escalation.Chain;
import io.tocsin.server.api.IncidentExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Say whether an exported timeline is what was written, and if not, which entry was changed.",
            "Ends with 0 when it is, with 1 when it is not. Needs no server."
        },
        mixinStandardHelpOptions = true)
final class IncidentsVerifyCommand implements Callable<Integer> {
    /** Timelines have {@value io.tocsin.escalation.Timeline#ENTRIES_MAX} entries of some kilobytes at most. */
    private static final long FILE_MAX = 64L << 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What 'tocsin incidents export' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "The last hash as it was kept elsewhere, such as in the server's log (\"sealed\").")
    private @Nullable String head;

    @Override
    public Integer call() throws Exception {
        IncidentExport.Verdict verdict = read();
        PrintWriter out = spec.commandLine().getOut();
        Chain.Break broken = verdict.broken();
        if (broken != null) {
            out.println("CHANGED: " + EventLines.visible(broken.problem()));
            return 1;
        }
        if (head != null && !head.equals(verdict.head())) {
            out.println("CHANGED: the last hash is " + verdict.head() + ", not " + EventLines.visible(head)
                    + ": this is another timeline, or not all of it");
            return 1;
        }
        String folded = verdict.folded() == 0 ? "" : ", " + verdict.folded() + " more were folded away";
        out.println("OK: " + EventLines.visible(verdict.incident()) + ", " + verdict.entries() + " entries" + folded);
        out.println("last hash " + verdict.head());
        return 0;
    }

    private IncidentExport.Verdict read() throws IOException {
        if (!Files.isRegularFile(file)) throw new IOException("cannot verify " + file + ": there is no such file");
        if (Files.size(file) > FILE_MAX)
            throw new IOException("cannot verify " + file + ": it is larger than " + (FILE_MAX >> 20) + " MiB");
        try {
            return IncidentExport.verify(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot verify " + file + ": " + e.getMessage(), e);
        }
    }
}
