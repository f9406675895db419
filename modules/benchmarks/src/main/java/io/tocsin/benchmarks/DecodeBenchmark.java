package io.tocsin.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From the bytes of an event to the event, per event. The baseline reads every token and its text, and keeps nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    private static final int EVENTS = 1_000;

    private final byte[][] lines = Samples.lines(EVENTS);
    private final EventDecoder decoder = Samples.decoder();
    private final JsonFactory json = new JsonFactory();

    /** The decoder. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void event(Blackhole hole) {
        long id = 1;
        for (byte[] line : lines) {
            LogEvent event = decoder.parse(id++, Samples.RECEIVED_AT, line);
            hole.consume(event);
        }
    }

    /** Jackson alone. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void baselineTokens(Blackhole hole) throws IOException {
        for (byte[] line : lines) {
            try (JsonParser parser = json.createParser(line)) {
                while (parser.nextToken() != null) {
                    if (parser.currentToken().isScalarValue()) hole.consume(parser.getText());
                }
            }
        }
    }
}
