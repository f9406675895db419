package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.match.QueryIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;

/** The same queries and events given to lucene-monitor. Its documents are made beforehand, and do not count. */
final class RuleRival {
    private static final int EVENTS = 4_000;
    private static final int BATCH = 100;
    private static final double FACTOR = 10;

    private final RuleStream stream;
    private final Report report;
    private final List<Query> queries = new ArrayList<>();
    private final List<MonitorQuery> theirs = new ArrayList<>();

    RuleRival(RuleStream stream, Report report, List<Query> all) {
        this.stream = stream;
        this.report = report;
        for (Query query : all) {
            var translated = MonitorQueries.translated(query);
            if (translated == null) continue;
            queries.add(query);
            theirs.add(new MonitorQuery("q" + queries.size(), translated));
        }
    }

    void measure(int rounds) throws Exception {
        try (Monitor monitor = new Monitor(new MonitorText(), new TermFilteredPresearcher())) {
            monitor.register(theirs);
            List<Document> documents = new ArrayList<>();
            for (LogEvent event : events()) documents.add(MonitorQueries.document(event));
            QueryIndex<Query> index = new QueryIndex<>(queries, Function.identity());
            List<Document> few = documents.subList(0, EVENTS / 10);
            long expected = ours(index, events());
            if (inBatches(monitor, documents) != expected)
                throw new IllegalStateException(
                        "lucene-monitor finds " + inBatches(monitor, documents) + ", we " + expected);
            Map<String, Double> nanos = new CpuTime()
                    .way("ours", () -> {
                        List<LogEvent> events = events();
                        return () -> done(ours(index, events), EVENTS);
                    })
                    .way("batches", () -> () -> done(inBatches(monitor, documents), EVENTS))
                    .way("single", () -> () -> done(single(monitor, few), few.size()))
                    .run(rounds);
            tell(nanos, expected);
        }
    }

    private void tell(Map<String, Double> nanos, long hits) {
        report.table(
                "Beside lucene-monitor 10.3.0: %,d queries, %,d events, %,d matches each"
                        .formatted(queries.size(), EVENTS, hits),
                "",
                "ns an event",
                "events/s of a core");
        nanos.forEach((name, cost) -> report.row(name, "%,.0f".formatted(cost), "%,.0f".formatted(1e9 / cost)));
        double factor = nanos.getOrDefault("batches", Double.NaN) / nanos.getOrDefault("ours", Double.NaN);
        report.figure(
                "matching against lucene-monitor in batches of 100 (one by one)",
                "%.0f × (%.0f ×)"
                        .formatted(
                                factor,
                                nanos.getOrDefault("single", Double.NaN) / nanos.getOrDefault("ours", Double.NaN)),
                "≥ %.0f ×".formatted(FACTOR),
                factor >= FACTOR);
    }

    private List<LogEvent> events() throws IOException {
        return stream.decoded().subList(0, EVENTS);
    }

    private static long done(long hits, long events) {
        if (hits == 0) throw new IllegalStateException("nothing matches");
        return events;
    }

    private static long ours(QueryIndex<Query> index, List<LogEvent> events) {
        long[] found = new long[1];
        for (LogEvent event : events) index.matching(event, query -> found[0]++);
        return found[0];
    }

    private static long inBatches(Monitor monitor, List<Document> documents) throws IOException {
        long found = 0;
        for (int i = 0; i < documents.size(); i += BATCH) {
            Document[] batch = documents.subList(i, i + BATCH).toArray(Document[]::new);
            var matches = monitor.match(batch, QueryMatch.SIMPLE_MATCHER);
            for (int j = 0; j < BATCH; j++) found += matches.getMatchCount(j);
        }
        return found;
    }

    private static long single(Monitor monitor, List<Document> documents) throws IOException {
        long found = 0;
        for (Document document : documents)
            found += monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatchCount();
        return found;
    }
}
