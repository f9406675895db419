package io.tocsin.benchmarks;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Everything that is promised of the store, measured in one run beside what it is compared with. */
@Command(
        name = "store",
        description = "Measure what is promised of the store, beside bare loops, OpenSearch, ripgrep and zstd.",
        mixinStandardHelpOptions = true)
final class StoreFigures implements Callable<Integer> {
    private static final int QUICK_EVENTS = 1_000_000;
    private static final int QUICK_ROUND = 200_000;
    private static final int ROUND = 400_000;
    /** Merges come in one round of several, ours and OpenSearch's: of three rounds the median was a lottery. */
    private static final int ROUNDS = 7;

    @Option(names = "--events", description = "Events stored where that matters (default: 10 million; quick: 1).")
    private long events;

    @Option(names = "--quick", description = "A tenth of everything.")
    private boolean quick;

    @Option(
            names = "--parts",
            split = ",",
            description = "Only these: ingest, singles, size, search, growth, heap, fsync.")
    private List<String> parts = List.of();

    @Option(names = "--rounds", description = "Rounds of a contest that count (default: ${DEFAULT-VALUE}).")
    private int rounds = ROUNDS;

    @Option(names = "--fifty", description = "Let it grow to 50 million events.")
    private boolean fifty;

    @Option(names = "--no-opensearch", description = "Do not fetch, start and ask OpenSearch.")
    private boolean withoutOpenSearch;

    @Option(
            names = "--shared",
            defaultValue = "${env:TOCSIN_SHARED:-}",
            description =
                    "Folder with tools/PayGen.java and data/logs (default: $TOCSIN_SHARED, or beside the repository).")
    private String shared = "";

    @Option(names = "--out", description = "Where the Markdown goes (default: target/figures.md).")
    private Path file = Path.of(System.getProperty("tocsin.root", "."), "target/figures.md");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    private static Map<String, Part> all() {
        Map<String, Part> all = new LinkedHashMap<>();
        // What is measured of us alone comes first: OpenSearch, once it runs, goes on working beside whatever is next.
        all.put("growth", new GrowthPart());
        all.put("heap", new HeapPart());
        all.put("fsync", new FsyncPart());
        all.put("singles", new SinglesPart());
        all.put("ingest", new IngestPart());
        all.put("search", new SearchPart());
        all.put("size", new SizePart());
        return all;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Part> all = all();
        if (!parts.isEmpty()) {
            for (String part : parts) if (!all.containsKey(part)) throw wrong("no such part: " + part);
            all.keySet().retainAll(parts);
        }
        Path corpora = Session.shared(shared);
        if (corpora == null) throw wrong("no corpora: set TOCSIN_SHARED to the folder that holds tools/PayGen.java");
        PrintWriter out = spec.commandLine().getOut();
        Report report = new Report(out);
        int status = 0;
        try (Session session = new Session(scale(), report, corpora, !withoutOpenSearch)) {
            for (Map.Entry<String, Part> part : all.entrySet()) {
                if (!measured(part.getKey(), part.getValue(), session)) status = 1;
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.markdown(head()));
        out.println();
        out.println(report.markdown(head()));
        out.println("Written to " + file);
        return status;
    }

    /** One part that fails must not take hours of others with it. */
    private static boolean measured(String name, Part part, Session session) {
        try {
            part.measure(session);
            return true;
        } catch (Exception failed) {
            session.report().missing(name, "could not be measured: " + firstLine(failed), "");
            failed.printStackTrace();
            return false;
        }
    }

    private static String firstLine(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse(failed.toString());
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private Session.Scale scale() {
        long stored = events > 0 ? events : quick ? QUICK_EVENTS : 10L * QUICK_EVENTS;
        List<Long> growth = new ArrayList<>(List.of(stored / 10, stored));
        if (fifty) growth.add(50L * QUICK_EVENTS);
        return new Session.Scale(stored, quick ? QUICK_ROUND : ROUND, rounds, growth);
    }

    private String head() {
        Session.Scale scale = scale();
        return "`./tocsin bench store%s`: %,d events stored, rounds of %,d, medians of %d; %d processors, Java %s."
                .formatted(
                        quick ? " --quick" : "",
                        scale.events(),
                        scale.round(),
                        scale.rounds(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version());
    }
}
