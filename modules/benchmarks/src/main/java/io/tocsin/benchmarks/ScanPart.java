package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counting a substring or an expression over all messages, against ripgrep and grep over the raw file. */
final class ScanPart implements Part {
    private static final int TIMES = 3;
    private static final double A_CORE = 20e6;

    private final PeerProcess store;
    private final Path file;
    private final long events;

    /**
     * Over a store that has been loaded.
     *
     * @param file with the same events
     */
    ScanPart(PeerProcess store, Path file, long events) {
        this.store = store;
        this.file = file;
        this.events = events;
    }

    /** How long, and how many were found. */
    private record Count(double seconds, double cpu, long found) {}

    @Override
    public void measure(Session session) throws Exception {
        Report report = session.report();
        report.table(
                "Counting over all messages (warm, median of 3)",
                "what",
                "found",
                "Tocsin s",
                "M events/s of a core",
                "ripgrep s",
                "grep s");
        for (Questions.Scan scan : Questions.SCANS) scan(report, scan);
    }

    private void scan(Report report, Questions.Scan scan) throws IOException, InterruptedException {
        Count ours = ours(scan);
        Count ripgrep = lines("rg", scan);
        Count grep = lines("grep", scan);
        double rate = events / ours.cpu;
        report.row(
                scan.name() + " `" + scan.query() + "`",
                found(ours, ripgrep),
                "%.3f".formatted(ours.seconds),
                "%.1f".formatted(rate / 1e6),
                ripgrep.found < 0 ? "not installed" : "%.3f".formatted(ripgrep.seconds),
                grep.found < 0 ? "not installed" : "%.3f".formatted(grep.seconds));
        judge(report, scan, ours, ripgrep, rate);
    }

    /** Who does not count all of them has not done the work. */
    private static void judge(Report report, Questions.Scan scan, Count ours, Count ripgrep, double rate) {
        boolean all = ripgrep.found < 0 || ours.found == ripgrep.found;
        String counted = all ? "" : ", but found %,d of %,d".formatted(ours.found, ripgrep.found);
        if (scan.templates()) {
            report.figure(
                    scan.name() + ", count over all messages",
                    "%.1f M events/s of a core%s".formatted(rate / 1e6, counted),
                    "≥ 20 M",
                    all && rate >= A_CORE);
        }
        String what = scan.name() + ", against ripgrep over the raw file";
        if (ripgrep.found < 0) {
            report.missing(what, "not installed", "never slower");
            return;
        }
        report.figure(
                what,
                "%.2f × its time%s".formatted(ours.seconds / ripgrep.seconds, counted),
                "never slower",
                all && ours.seconds <= ripgrep.seconds);
    }

    /** Numbers that differ would mean that different questions were asked. */
    private static String found(Count ours, Count ripgrep) {
        boolean same = ripgrep.found < 0 || ours.found == ripgrep.found;
        return same ? "%,d".formatted(ours.found) : "%,d (ripgrep: %,d)".formatted(ours.found, ripgrep.found);
    }

    private Count ours(Questions.Scan scan) throws IOException {
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            JsonObject answer = store.ask("count", new JsonObject().put("query", scan.query()));
            counts.add(new Count(answer.getDouble("seconds"), answer.getDouble("cpu"), answer.getLong("found")));
        }
        return median(counts);
    }

    private Count lines(String tool, Questions.Scan scan) throws IOException, InterruptedException {
        if (!Tool.exists(tool)) return new Count(0, 0, -1);
        String how = scan.fixed() ? "-F" : tool.equals("grep") ? "-E" : "-e";
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            Tool.Result result = Tool.run(List.of(tool, "-c", how, scan.lines(), file.toString()));
            counts.add(new Count(result.seconds(), result.seconds(), Long.parseLong(result.output())));
        }
        return median(counts);
    }

    private static Count median(List<Count> counts) {
        return counts.stream()
                .sorted((a, b) -> Double.compare(a.seconds, b.seconds))
                .toList()
                .get(counts.size() / 2);
    }
}
