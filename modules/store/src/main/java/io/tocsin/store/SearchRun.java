package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * One search over one unchanging view of the index. Where the index alone can decide, it does; otherwise it gives candidates
 * in order, in growing chunks, and each is read again from its JSON and asked.
 */
final class SearchRun {
    /** People want to know whether there are many, not how many millions. */
    static final int TOTAL_MAX = 10_000;

    private static final int FIRST_CHUNK = 256;
    private static final int CHUNK_MAX = 16_384;
    private static final int CHUNK_GROWTH = 4;
    private static final Set<String> STORED = Set.of(EventDocument.JSON, EventDocument.RECEIVED);

    private final IndexSearcher searcher;
    private final StoredFields stored;
    private final EventReader reader;
    private final SearchRequest request;
    private final Sort sort;
    private final long deadline;
    private final List<FoundEvent> page = new ArrayList<>();
    private final @Nullable Cursor cursor;
    private @Nullable FieldDoc after;
    private @Nullable FieldDoc pageEnd;
    private boolean more;
    private long matched;
    private long verified;

    SearchRun(IndexSearcher searcher, EventReader reader, SearchRequest request) throws IOException {
        this.searcher = searcher;
        this.stored = searcher.storedFields();
        this.reader = reader;
        this.request = request;
        boolean newest = request.order() == SearchRequest.Order.NEWEST_FIRST;
        this.sort = new Sort(
                new SortField(EventDocument.TIME, SortField.Type.LONG, newest),
                new SortField(EventDocument.EVENT_ID, SortField.Type.LONG, newest));
        this.deadline = System.nanoTime() + request.patience().toNanos();
        this.cursor = Cursor.read(request.cursor());
        this.after = cursor == null ? null : behind(cursor);
        searcher.setTimeout(this::isOver);
    }

    private static FieldDoc behind(Cursor cursor) {
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {cursor.time(), cursor.id()});
    }

    /** How many events had to be read again. */
    long verified() {
        return verified;
    }

    SearchResult run(Bounds bounds, Predicate<LogEvent> matches) throws IOException {
        Query candidates = inTime(bounds.possible());
        return bounds.isExact() ? indexed(candidates) : verified(candidates, matches);
    }

    private Query inTime(Query query) {
        boolean always = request.from().equals(Instant.MIN) && request.to().equals(Instant.MAX);
        if (always) return query;
        long from = IndexTime.of(request.from());
        long to = IndexTime.of(request.to());
        // The end is excluded, except where it stands for all later times.
        if (from > to || to == IndexTime.FIRST) return MatchNoDocsQuery.INSTANCE;
        long last = to == IndexTime.LAST ? to : to - 1;
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(LongPoint.newRangeQuery(EventDocument.TIME, from, last), Occur.FILTER)
                .build();
    }

    private boolean isOver() {
        return System.nanoTime() - deadline >= 0;
    }

    private TopFieldDocs top(Query query, int count, int totalMax) throws IOException {
        return searcher.search(query, new TopFieldCollectorManager(sort, count, after, totalMax));
    }

    private SearchResult indexed(Query query) throws IOException {
        // One more than asked for tells whether there is a next page.
        TopFieldDocs found = top(query, request.limit() + 1, TOTAL_MAX);
        if (searcher.timedOut()) return new SearchResult(List.of(), request.cursor(), 0, false, true);
        boolean exact = found.totalHits.relation() == TotalHits.Relation.EQUAL_TO;
        long total = exact ? found.totalHits.value() : TOTAL_MAX;
        more = found.scoreDocs.length > request.limit();
        for (int i = 0; i < Math.min(request.limit(), found.scoreDocs.length); i++) {
            after = (FieldDoc) found.scoreDocs[i];
            page.add(found(after));
        }
        return new SearchResult(page, more ? cursorText(total, exact) : null, total, exact, false);
    }

    private SearchResult verified(Query query, Predicate<LogEvent> matches) throws IOException {
        pageEnd = after;
        int chunk = Math.max(FIRST_CHUNK, request.limit() + 1);
        boolean exhausted = false;
        while (!exhausted && !isDone()) {
            TopFieldDocs candidates = top(query, chunk, 1);
            if (searcher.timedOut()) break;
            for (ScoreDoc candidate : candidates.scoreDocs) {
                if (isDone()) return verifiedResult(false);
                examine((FieldDoc) candidate, matches);
            }
            exhausted = candidates.scoreDocs.length < chunk;
            chunk = Math.min(chunk * CHUNK_GROWTH, CHUNK_MAX);
        }
        return verifiedResult(exhausted);
    }

    /** The page has its events, the total is as high as it is counted, or time is up. */
    private boolean isDone() {
        boolean counted = cursor != null || verified >= TOTAL_MAX;
        return (more && counted) || isOver();
    }

    private void examine(FieldDoc candidate, Predicate<LogEvent> matches) throws IOException {
        FoundEvent found = found(candidate);
        after = candidate;
        verified++;
        if (matches.test(reader.read(found.id(), found.receivedAt(), found.json()))) {
            matched++;
            if (page.size() < request.limit()) page.add(found);
            else more = true;
        }
        if (!more) pageEnd = candidate;
    }

    private SearchResult verifiedResult(boolean exhausted) {
        boolean partial = !exhausted && !more;
        long total = cursor == null ? matched : cursor.total();
        boolean exact = cursor == null ? exhausted : cursor.totalExact();
        after = pageEnd;
        return new SearchResult(page, more || partial ? cursorText(total, exact) : null, total, exact, partial);
    }

    private @Nullable String cursorText(long total, boolean exact) {
        // Nothing was examined: the only place to go on from is the one the page began at.
        FieldDoc last = after;
        return last == null ? request.cursor() : new Cursor(time(last), id(last), total, exact).text();
    }

    private FoundEvent found(FieldDoc doc) throws IOException {
        Document document = stored.document(doc.doc, STORED);
        BytesRef json = document.getBinaryValue(EventDocument.JSON);
        byte[] bytes = BytesRef.deepCopyOf(json).bytes;
        long receivedAt =
                document.getField(EventDocument.RECEIVED).numericValue().longValue();
        Instant received = IndexTime.at(receivedAt);
        long nanos = time(doc);
        Instant time =
                IndexTime.isVague(nanos) ? reader.read(id(doc), received, bytes).time() : IndexTime.at(nanos);
        return new FoundEvent(id(doc), time, received, bytes);
    }

    private static long time(FieldDoc doc) {
        return (Long) doc.fields[0];
    }

    private static long id(FieldDoc doc) {
        return (Long) doc.fields[1];
    }
}
