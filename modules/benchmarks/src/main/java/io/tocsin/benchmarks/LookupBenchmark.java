package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.store.EventStore;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** All events of one request among 200,000. The baseline is a term query of bare Lucene that loads the stored bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {
    private static final int EVENTS = 200_000;
    private static final int LIMIT = 100;

    private final Scratch ours = Samples.opened(() -> new Scratch("lookup"));
    private final Scratch bare = Samples.opened(() -> new Scratch("bare"));
    private final EventStore store = Samples.opened(() -> Stores.open(ours.folder()));
    private final Directory directory = Samples.opened(() -> FSDirectory.open(bare.folder()));
    private final List<LogEvent> events = Samples.events(EVENTS);
    private final Random random = new Random(11);
    private final IndexSearcher searcher = Samples.opened(this::index);

    private IndexSearcher index() throws IOException {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (LogEvent event : events) {
                Document document = new Document();
                document.add(new StringField("id", event.correlationIds().getFirst(), Store.NO));
                document.add(new StoredField("json", event.json()));
                writer.addDocument(document);
            }
        }
        return new IndexSearcher(DirectoryReader.open(directory));
    }

    /** Fills the store. */
    @Setup
    public void fill() throws IOException {
        for (int i = 0; i < EVENTS; i += 1_000) store.add(events.subList(i, i + 1_000), i + 1);
        store.commit();
        Stores.keepHouse(store);
    }

    private String someId() {
        return events.get(random.nextInt(EVENTS)).correlationIds().getFirst();
    }

    /** The store. */
    @Benchmark
    public int correlated() throws IOException {
        return store.correlated(someId(), LIMIT).size();
    }

    /** Lucene alone. */
    @Benchmark
    public void baselineTerm(Blackhole hole) throws IOException {
        for (ScoreDoc hit : searcher.search(new TermQuery(new Term("id", someId())), LIMIT).scoreDocs) {
            hole.consume(searcher.storedFields().document(hit.doc).getBinaryValue("json"));
        }
    }

    /** Leaves nothing behind. */
    @TearDown
    public void clean() throws IOException {
        searcher.getIndexReader().close();
        directory.close();
        store.close();
        ours.close();
        bare.close();
    }
}
