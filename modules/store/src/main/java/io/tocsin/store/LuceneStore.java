package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/** The store in embedded Lucene: one document per event. */
public final class LuceneStore implements EventStore {
    private static final String POSITION = "tocsin.position";
    private static final String FORMAT = "tocsin.format";
    private static final String FORMAT_VERSION = "1";

    /** A query has up to 1,024 conditions, each with up to a few dozen words. */
    private static final int CLAUSES_MAX = 1 << 17;

    /** A single term takes milliseconds; only a machine in trouble takes longer. */
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(30);

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        // On every start it would ask for an incubating module, and the JDK would warn of that module in its turn.
        VECTORS.setLevel(Level.SEVERE);
        // Lucene keeps this limit for the whole process; ours is the one in the query language.
        IndexSearcher.setMaxClauseCount(CLAUSES_MAX);
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final EventReader reader;
    private final NumericFields numbers;
    private final EventDocument document;
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong visible = new AtomicLong();
    private final AtomicLong searches = new AtomicLong();
    private final AtomicLong partialSearches = new AtomicLong();
    private final AtomicLong verifiedEvents = new AtomicLong();
    private volatile long indexedPosition;
    private long addedPosition;

    private LuceneStore(Directory directory, IndexWriter writer, EventParser parser, StoreSettings settings)
            throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, null);
        this.reader = new EventReader(parser);
        this.numbers = new NumericFields(settings.numericFieldsMax(), fieldNames(writer));
        this.document = new EventDocument(numbers);
        this.indexedPosition = committedPosition(writer);
        this.addedPosition = indexedPosition;
    }

    /**
     * Opens the index in a folder as it was last committed, creating it where it is missing.
     *
     * @throws IOException when the folder is in use, cannot be read, or was written by another version
     */
    public static LuceneStore open(Path folder, EventParser parser, StoreSettings settings) throws IOException {
        Directory directory = FSDirectory.open(folder);
        try {
            IndexWriter writer = new IndexWriter(directory, config(settings));
            try {
                return new LuceneStore(directory, writer, parser, settings);
            } catch (IOException | RuntimeException failed) {
                writer.rollback();
                throw failed;
            }
        } catch (LockObtainFailedException taken) {
            directory.close();
            throw new IOException("cannot open the index in " + folder + ": another process has it open", taken);
        } catch (IOException | RuntimeException failed) {
            directory.close();
            throw failed;
        }
    }

    private static IndexWriterConfig config(StoreSettings settings) {
        // Merging neighbours only keeps events of one time together, and was 5 % cheaper.
        return new IndexWriterConfig()
                .setRAMBufferSizeMB(settings.ramBufferMegabytes())
                .setMergePolicy(new LogByteSizeMergePolicy())
                .setCommitOnClose(false);
    }

    private static List<String> fieldNames(IndexWriter writer) throws IOException {
        try (DirectoryReader open = DirectoryReader.open(writer)) {
            return StreamSupport.stream(FieldInfos.getMergedFieldInfos(open).spliterator(), false)
                    .map(FieldInfo::getName)
                    .toList();
        }
    }

    private static long committedPosition(IndexWriter writer) throws IOException {
        long position = -1;
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data == null) return position;
        for (Map.Entry<String, String> entry : data) {
            boolean known = !entry.getKey().equals(FORMAT) || entry.getValue().equals(FORMAT_VERSION);
            if (!known) {
                throw new IOException("cannot open index: format version " + entry.getValue() + ", this build reads "
                        + FORMAT_VERSION);
            }
            if (entry.getKey().equals(POSITION)) position = Long.parseLong(entry.getValue());
        }
        return position;
    }

    @Override
    public void add(List<LogEvent> events, long position) throws IOException {
        if (position <= addedPosition) return;
        // One block: the writer takes all of it or nothing. It reads each document before it asks for the next.
        Iterable<Iterable<IndexableField>> block = () -> documents(events.iterator());
        if (!events.isEmpty()) writer.addDocuments(block);
        addedPosition = position;
        added.incrementAndGet();
    }

    private Iterator<Iterable<IndexableField>> documents(Iterator<LogEvent> events) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public Iterable<IndexableField> next() {
                return document.of(events.next());
            }
        };
    }

    @Override
    public SearchResult search(SearchRequest request) throws IOException {
        return search(request, markers -> new Translation(markers).of(request.query()), request.query()::matches);
    }

    @Override
    public List<FoundEvent> correlated(String id, int limit) throws IOException {
        SearchRequest request = new SearchRequest(
                new All(),
                Instant.MIN,
                Instant.MAX,
                limit,
                SearchRequest.Order.OLDEST_FIRST,
                null,
                REQUEST_PATIENCE,
                SearchRequest.Total.BOUNDED,
                () -> false);
        String folded = Words.fold(id);
        Predicate<LogEvent> carries =
                event -> event.correlationIds().stream().map(Words::fold).anyMatch(folded::equals);
        SearchResult result = search(request, markers -> Translation.correlated(id), carries);
        if (result.partial()) {
            throw new IOException("cannot find request '" + id + "': it took longer than " + REQUEST_PATIENCE);
        }
        return result.events();
    }

    private SearchResult search(
            SearchRequest request, Function<Markers, Bounds> translation, Predicate<LogEvent> matches)
            throws IOException {
        refresh();
        searches.incrementAndGet();
        IndexSearcher shared = searchers.acquire();
        try {
            // A searcher of its own, because the time limit belongs to one search.
            SearchRun run = new SearchRun(new IndexSearcher(shared.getIndexReader()), reader, request);
            SearchResult result = run.run(translation.apply(new Markers(shared.getIndexReader())), matches);
            verifiedEvents.addAndGet(run.verified());
            if (result.partial()) partialSearches.incrementAndGet();
            return result;
        } finally {
            searchers.release(shared);
        }
    }

    private void refresh() throws IOException {
        long now = added.get();
        if (visible.get() >= now) return;
        searchers.maybeRefreshBlocking();
        visible.accumulateAndGet(now, Math::max);
    }

    @Override
    public long indexedPosition() {
        return indexedPosition;
    }

    @Override
    public void commit() throws IOException {
        long position = addedPosition;
        if (position == indexedPosition) return;
        writer.setLiveCommitData(Map.of(POSITION, Long.toString(position), FORMAT, FORMAT_VERSION)
                .entrySet());
        writer.commit();
        indexedPosition = position;
    }

    @Override
    public long count() {
        return writer.getDocStats().numDocs;
    }

    @Override
    public StoreStats stats() {
        return new StoreStats(
                count(), indexBytes(), numbers.size(), searches.get(), partialSearches.get(), verifiedEvents.get());
    }

    private long indexBytes() {
        long bytes = 0;
        try {
            for (String file : directory.listAll()) bytes += directory.fileLength(file);
        } catch (IOException changing) {
            // A merge deletes files while we count: the next reading is as good.
            return bytes;
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try (directory;
                writer;
                searchers) {
            if (writer.isOpen()) commit();
        }
    }
}
