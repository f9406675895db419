package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.store.EventStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.store.FSDirectory;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Writing the index in batches of 1,000, per event. The baseline is a Lucene document with the JSON and nothing to search. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StoreBenchmark {
    private static final int BATCH = 1_000;
    private static final int BATCHES = 50;

    /** Batches that differ, so that terms are new as in a real stream. */
    @State(Scope.Benchmark)
    public static class Batches {
        private final List<List<LogEvent>> batches = new ArrayList<>();
        private int next;

        /** Decodes them all. */
        @Setup
        public void decode() {
            List<LogEvent> events = Samples.events(BATCH * BATCHES);
            for (int i = 0; i < BATCHES; i++) batches.add(events.subList(i * BATCH, (i + 1) * BATCH));
        }

        List<LogEvent> next() {
            return batches.get(next++ % BATCHES);
        }
    }

    /** Our index; a new one for each iteration. */
    @State(Scope.Benchmark)
    public static class Ours {
        private Scratch scratch = scratch();
        private EventStore store = store(scratch);
        private long position;

        private static EventStore store(Scratch scratch) {
            return Samples.opened(() -> Stores.open(scratch.folder()));
        }

        /** Throws the index away. */
        @TearDown(Level.Iteration)
        public void renew() throws IOException {
            clean();
            scratch = scratch();
            store = store(scratch);
        }

        /** Leaves nothing behind. */
        @TearDown
        public void clean() throws IOException {
            store.close();
            scratch.close();
        }
    }

    /** Lucene without us. */
    @State(Scope.Benchmark)
    public static class Bare {
        private Scratch scratch = scratch();
        private IndexWriter writer = writer(scratch);

        private static IndexWriter writer(Scratch scratch) {
            IndexWriterConfig config =
                    new IndexWriterConfig().setRAMBufferSizeMB(32).setMergePolicy(new LogByteSizeMergePolicy());
            return Samples.opened(() -> new IndexWriter(FSDirectory.open(scratch.folder()), config));
        }

        /** Throws the index away. */
        @TearDown(Level.Iteration)
        public void renew() throws IOException {
            clean();
            scratch = scratch();
            writer = writer(scratch);
        }

        /** Leaves nothing behind. */
        @TearDown
        public void clean() throws IOException {
            writer.close();
            writer.getDirectory().close();
            scratch.close();
        }
    }

    private static Scratch scratch() {
        return Samples.opened(() -> new Scratch("store"));
    }

    /** The store. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void add(Ours ours, Batches batches) throws IOException {
        ours.store.add(batches.next(), ++ours.position);
    }

    /** Stored bytes only. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void baselineStored(Bare bare, Batches batches) throws IOException {
        StoredField json = new StoredField("json", new byte[0]);
        Document document = new Document();
        document.add(json);
        for (LogEvent event : batches.next()) {
            json.setBytesValue(event.json());
            bare.writer.addDocument(document);
        }
    }
}
