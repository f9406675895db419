package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the whole engine takes: queries, windows, watermarks, alerts. */
final class RuleEngines {
    private static final int KEYS = 50_000;
    private static final int FAILURES = 10;
    private static final int RELOADED = 1_000;
    private static final int PER_SECOND = 200_000;
    private static final int MEGABYTES = 100;
    private static final Instant START = Samples.RECEIVED_AT;
    private static final String BRUTE_FORCE = """
              - alert: BruteForce
                match: action:login_failed OR (action:login* AND status:failed)
                by: [ip]
                when: count() > %d
                within: 5m
            """;

    private final RuleStream stream;
    private final Report report;

    RuleEngines(RuleStream stream, Report report) {
        this.stream = stream;
        this.report = report;
    }

    void measure(List<Query> queries, int rounds) throws Exception {
        rates(queries, rounds);
        keys();
        reload(queries);
    }

    private void rates(List<Query> queries, int rounds) throws Exception {
        RuleSet shipped = shipped();
        CpuTime time = new CpuTime().way("shipped", () -> round(new RuleEngine(shipped), stream.decoded()));
        for (int count : new int[] {10, 1_000, RuleCounts.MANY}) {
            RuleSet rules = parsed(rules(queries.subList(0, count), 1_000));
            time.way("%,d of the mix".formatted(count), () -> round(new RuleEngine(rules), stream.decoded()));
        }
        Map<String, Double> nanos = time.run(rounds);
        report.table(
                "The whole engine, decoding left out; each round begins with a new engine",
                "rules",
                "ns an event",
                "events/s");
        nanos.forEach((name, cost) -> report.row(
                name.equals("shipped") ? shipped.rules().size() + " shipped" : name,
                "%,.0f".formatted(cost),
                "%,.0f".formatted(1e9 / cost)));
        double rate = 1e9 / nanos.getOrDefault("shipped", Double.NaN);
        report.figure(
                "matching and windows of the shipped rules, events/s of a core",
                "%,.0f".formatted(rate),
                "≥ %,d".formatted(PER_SECOND),
                rate >= PER_SECOND);
        double factor = nanos.getOrDefault("%,d of the mix".formatted(RuleCounts.MANY), Double.NaN)
                / nanos.getOrDefault("10 of the mix", Double.NaN);
        report.figure(
                "the whole engine with 3,000 rules against 10, processor time",
                "%.2f ×".formatted(factor),
                "< 2 ×",
                factor < 2);
    }

    private static CpuTime.Round round(RuleEngine engine, List<LogEvent> events) {
        return () -> {
            long decided = 0;
            for (LogEvent event : events)
                decided += engine.observe(event, "http", event.receivedAt()).size();
            return events.size() + 0 * decided;
        };
    }

    /** Each key one failure below what fires. */
    private void keys() {
        RuleSet rules = parsed("groups:\n- name: g\n  rules:\n" + BRUTE_FORCE.formatted(FAILURES));
        long before = Heap.used();
        RuleEngine engine = new RuleEngine(rules);
        fail(engine);
        double megabytes = (Heap.used() - before) / 1e6;
        int held = engine.status().getFirst().keys();
        if (held != KEYS) throw new IllegalStateException(held + " keys are held, not " + KEYS);
        report.figure(
                "heap of the brute-force rule with 50,000 keys of 10 failures",
                "%.1f MB".formatted(megabytes),
                "< %d MB".formatted(MEGABYTES),
                megabytes < MEGABYTES);
    }

    private static void fail(RuleEngine engine) {
        var decoder = Samples.decoder();
        for (int i = 0; i < KEYS * FAILURES; i++) {
            int key = i % KEYS;
            Instant at = START.plusMillis(i / 10);
            String line =
                    "{\"timestamp\":\"%s\",\"service\":\"auth\",\"action\":\"login_failed\",\"ip\":\"10.%d.%d.%d\"}"
                            .formatted(at, key >> 16, key >> 8 & 255, key & 255);
            engine.observe(decoder.parse(i + 1, at, line.getBytes(StandardCharsets.UTF_8)), "http", at);
        }
    }

    private void reload(List<Query> queries) {
        List<Query> some = queries.subList(0, RELOADED - 1);
        List<RuleSet> sets = new ArrayList<>();
        for (int threshold : new int[] {1_000, 1_001})
            sets.add(parsed(rules(some, threshold) + BRUTE_FORCE.formatted(threshold)));
        RuleEngine[] engine = {new RuleEngine(sets.get(0))};
        fail(engine[0]);
        Quantiles millis = Quantiles.millis(21, i -> engine[0] = engine[0].withRules(sets.get((i + 1) % 2)));
        report.figure(
                "reload of 1,000 rules with 50,000 keys, all thresholds changed",
                "%.0f ms (at most %.0f)".formatted(millis.median(), millis.at(1)),
                "stalls nothing",
                millis.at(1) < 100);
    }

    private static String rules(List<Query> queries, int threshold) {
        StringBuilder text = new StringBuilder("groups:\n- name: g\n  rules:\n");
        for (int i = 0; i < queries.size(); i++)
            text.append("  - alert: R%d\n    match: '%s'\n    by: [service]\n    when: count() > %d\n    within: 5m\n"
                    .formatted(i, queries.get(i).print().replace("'", "''"), threshold));
        return text.toString();
    }

    private static RuleSet parsed(String text) {
        Problems problems = new Problems();
        RuleSet rules = RuleFiles.parse(Map.of("rules.yml", text), problems);
        if (rules.rules().isEmpty()) throw new IllegalStateException("cannot read the rules: " + problems);
        return rules;
    }

    private static RuleSet shipped() {
        return RuleFiles.load(Path.of(System.getProperty("tocsin.root", ".")).resolve("rules"), new Problems());
    }
}
