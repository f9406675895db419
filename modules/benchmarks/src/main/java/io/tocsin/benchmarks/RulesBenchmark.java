package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The shipped rules on a stream, per event. The baseline asks each rule's query and keeps no window. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RulesBenchmark {
    private static final int EVENTS = 100_000;

    private final List<LogEvent> events = Samples.events(EVENTS);
    private final RuleSet rules = shipped();
    private RuleEngine engine = new RuleEngine(rules);

    private static RuleSet shipped() {
        Problems problems = new Problems();
        RuleSet rules =
                RuleFiles.load(Path.of(System.getProperty("tocsin.root", ".")).resolve("rules"), problems);
        if (rules.rules().isEmpty()) throw new IllegalStateException("cannot find the shipped rules: set tocsin.root");
        return rules;
    }

    /** Windows begin empty: the same stream again would be late for them. */
    @Setup(Level.Invocation)
    public void forget() {
        engine = new RuleEngine(rules);
    }

    /** Queries, windows, watermarks. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int observe() {
        int found = 0;
        for (LogEvent event : events)
            found += engine.observe(event, "http", Samples.RECEIVED_AT).size();
        return found;
    }

    /** Queries alone. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int baselineQueries() {
        int found = 0;
        for (LogEvent event : events) {
            for (Rule rule : rules.rules()) {
                if (rule.match().matches(event)) found++;
            }
        }
        return found;
    }
}
