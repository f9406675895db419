package io.tocsin.store;

import java.io.IOException;
import org.apache.lucene.index.IndexWriter;

/** One way to merge the segments of an index. */
@FunctionalInterface
interface Merging {
    void merge(IndexWriter writer) throws IOException;
}
