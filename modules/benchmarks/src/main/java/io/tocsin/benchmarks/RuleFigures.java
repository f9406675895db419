package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything that is promised of the rules, measured in one run. */
@Command(
        name = "rules",
        description = "Measure what is promised of the rules, beside asking each of them and lucene-monitor.",
        mixinStandardHelpOptions = true)
final class RuleFigures implements Callable<Integer> {
    private static final int EVENTS = 200_000;
    private static final int SAMPLE = 20_000;
    private static final double PER_SECOND = 500;
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    @Option(names = "--quick", description = "A quarter of the events, fewer rounds.")
    private boolean quick;

    @Option(
            names = "--shared",
            defaultValue = "${env:TOCSIN_SHARED:-}",
            description = "Folder with tools/PayGen.java (default: $TOCSIN_SHARED, or beside the repository).")
    private String shared = "";

    @Option(names = "--out", description = "Where the Markdown goes (default: target/rules.md).")
    private Path file = Path.of(System.getProperty("tocsin.root", "."), "target/rules.md");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path corpora = Session.shared(shared);
        if (corpora == null)
            throw new ParameterException(
                    spec.commandLine(), "no corpora: set TOCSIN_SHARED to the folder that holds tools/PayGen.java");
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        try (Scratch scratch = new Scratch("rules")) {
            Path events = scratch.folder().resolve("events.ndjson");
            new PayGen(corpora.resolve("tools/PayGen.java")).write(events, events(), PER_SECOND, START);
            measure(new RuleStream(events), report);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.markdown(head()));
        out.println();
        out.println(report.markdown(head()));
        out.println("Written to " + file);
        return 0;
    }

    private void measure(RuleStream stream, Report report) throws Exception {
        int rounds = quick ? 5 : 11;
        List<LogEvent> sample = stream.decoded().subList(0, SAMPLE);
        List<Query> queries = RuleMix.queries(RuleCounts.MANY, sample);
        new RuleCounts(stream, report, queries).measure(rounds);
        new RuleRival(stream, report, queries).measure(3);
        new RuleEngines(stream, report).measure(queries, rounds);
    }

    private int events() {
        return quick ? EVENTS / 4 : EVENTS;
    }

    private String head() {
        return "`./tocsin bench rules%s`: %,d events, %d processors, Java %s."
                .formatted(
                        quick ? " --quick" : "",
                        events(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version());
    }
}
