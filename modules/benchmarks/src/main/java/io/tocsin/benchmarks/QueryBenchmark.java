package io.tocsin.benchmarks;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One query on one event in memory. The baseline looks up one field and compares its text. */
public class QueryBenchmark {
    private static final int EVENTS = 1_000;

    /** A query over the same events. */
    @State(Scope.Benchmark)
    public static class Asked {
        /** What the shipped rules and people ask. */
        @Param({
            "service:payment_api",
            "level>=ERROR",
            "status>=500 OR (level>=ERROR AND NOT status<500)",
            "action:login_failed OR (action:login* AND status:failed)",
            "\"pool exhausted\"",
            "extra.ip:151.0.0.0/16 duration_ms>200",
        })
        public String text = "";

        private final List<LogEvent> events = Samples.events(EVENTS);
        private Query query = Query.parse("*");

        /** Reads the query. */
        @Setup
        public void parse() {
            query = Query.parse(text);
        }
    }

    /** The same events without a query. */
    @State(Scope.Benchmark)
    public static class Events {
        private final List<LogEvent> events = Samples.events(EVENTS);
    }

    /** The query. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(EVENTS)
    @Fork(1)
    @Warmup(iterations = 2, time = 1)
    @Measurement(iterations = 3, time = 1)
    public int matches(Asked asked) {
        int found = 0;
        for (LogEvent event : asked.events) {
            if (asked.query.matches(event)) found++;
        }
        return found;
    }

    /** One look at one field. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(EVENTS)
    @Fork(1)
    @Warmup(iterations = 2, time = 1)
    @Measurement(iterations = 3, time = 1)
    public int baselineField(Events given) {
        int found = 0;
        for (LogEvent event : given.events) {
            if ("payment_api".equals(event.fields().first(FieldNames.SERVICE))) found++;
        }
        return found;
    }
}
