package io.tocsin.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The same events in OpenSearch as its manual advises. Loaded only when it is asked, after all that is measured of us alone: it
 * goes on writing and merging for a while.
 *
 * @param tuned merged into one segment
 * @param bytes of it before it was merged
 * @param mergedBytes of it afterwards
 */
record StoredInOpenSearch(OpenSearchIndex tuned, long bytes, long mergedBytes) {
    /** Null when OpenSearch is not wanted. */
    static @Nullable StoredInOpenSearch load(Session session) throws IOException, InterruptedException {
        OpenSearchProcess node = session.openSearch();
        if (node == null) return null;
        long events = session.scale().events();
        OpenSearchIndex tuned = new OpenSearchIndex(node, "stored", OpenSearchIndex.TUNED);
        try (Bodies bodies = Bodies.of(session.week(events))) {
            tuned.add(bodies, events);
        }
        long before = tuned.bytes();
        tuned.merge();
        PageCache.sync();
        return new StoredInOpenSearch(tuned, before, tuned.bytes());
    }
}
