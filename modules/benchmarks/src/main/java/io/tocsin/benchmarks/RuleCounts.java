package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.match.QueryIndex;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What matching costs with few rules and with many, and what the index itself takes. */
final class RuleCounts {
    static final int MANY = 3_000;
    private static final int[] COUNTS = {10, 1_000, MANY};
    private static final double FACTOR = 2;
    private static final double BUILD_SECONDS = 1;

    private final RuleStream stream;
    private final Report report;
    private final List<Query> queries;

    RuleCounts(RuleStream stream, Report report, List<Query> queries) {
        this.stream = stream;
        this.report = report;
        this.queries = queries;
    }

    void measure(int rounds) throws Exception {
        CpuTime time = new CpuTime();
        for (int count : COUNTS) {
            QueryIndex<Query> index = index(count);
            time.way("index " + count, () -> round(index, stream.decoded()));
        }
        for (int count : new int[] {COUNTS[0], COUNTS[1]})
            time.way("each " + count, () -> each(queries.subList(0, count), few(stream.decoded())));
        Map<String, Double> nanos = time.run(rounds);
        report.table(
                "Matching alone, events freshly decoded",
                "rules",
                "found an event",
                "ns an event",
                "asking each of them");
        for (int count : COUNTS)
            report.row(
                    "%,d".formatted(count),
                    "%.2f".formatted(hits(count)),
                    "%,.0f".formatted(nanos.getOrDefault("index " + count, Double.NaN)),
                    nanos.containsKey("each " + count)
                            ? "%,.0f".formatted(nanos.getOrDefault("each " + count, Double.NaN))
                            : "–");
        double factor =
                nanos.getOrDefault("index " + MANY, Double.NaN) / nanos.getOrDefault("index " + COUNTS[0], Double.NaN);
        report.figure(
                "matching 3,000 rules against 10 rules, processor time",
                "%.2f ×".formatted(factor),
                "< %.0f ×".formatted(FACTOR),
                factor < FACTOR);
        build();
    }

    /** Asking each of a thousand takes so long that fewer events tell as much. */
    private static List<LogEvent> few(List<LogEvent> events) {
        return events.subList(0, events.size() / 25);
    }

    private QueryIndex<Query> index(int count) {
        return new QueryIndex<>(queries.subList(0, count), Function.identity());
    }

    private static CpuTime.Round round(QueryIndex<Query> index, List<LogEvent> events) {
        long[] found = new long[1];
        return () -> {
            for (LogEvent event : events) index.matching(event, query -> found[0]++);
            if (found[0] == 0) throw new IllegalStateException("nothing matches");
            return events.size();
        };
    }

    private static CpuTime.Round each(List<Query> queries, List<LogEvent> events) {
        return () -> {
            long found = 0;
            for (LogEvent event : events) {
                for (Query query : queries) if (query.matches(event)) found++;
            }
            if (found == 0) throw new IllegalStateException("nothing matches");
            return events.size();
        };
    }

    private double hits(int count) throws Exception {
        QueryIndex<Query> index = index(count);
        long[] found = new long[1];
        List<LogEvent> events = stream.decoded();
        for (LogEvent event : events) index.matching(event, query -> found[0]++);
        return (double) found[0] / events.size();
    }

    /** Time to build, and what is held after a stream has gone through. */
    private void build() throws Exception {
        double seconds = Quantiles.millis(11, i -> index(MANY)).median() / 1_000;
        List<LogEvent> events = stream.decoded();
        long before = Heap.used();
        QueryIndex<Query> index = index(MANY);
        round(index, events).run();
        double megabytes = (Heap.used() - before) / 1e6;
        report.figure(
                "building the index of 3,000 rules",
                "%.3f s".formatted(seconds),
                "< %.0f s".formatted(BUILD_SECONDS),
                seconds < BUILD_SECONDS);
        report.figure("heap of that index after the stream", "%.1f MB".formatted(megabytes), "< 30 MB", megabytes < 30);
        round(index, events.subList(0, events.size() / 10)).run();
    }
}
