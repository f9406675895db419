package io.tocsin.store;

import java.util.Iterator;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** A block as a document of the index: its bytes, its times and size, its name, and a point for each of its terms. */
final class BlockDocument {
    static final String BLOCK = "block";
    static final String MIN_TIME = "min";
    static final String MAX_TIME = "max";
    static final String EVENTS = "events";
    static final String NAME = "name";

    private BlockDocument() {}

    /** The term that finds a block by its name. */
    static Term named(String name) {
        return new Term(NAME, name);
    }

    static Iterable<IndexableField> of(String name, PendingBlock block) {
        List<IndexableField> fields = List.of(
                new BinaryDocValuesField(BLOCK, new BytesRef(block.bytes())),
                new NumericDocValuesField(MIN_TIME, block.minTime()),
                new NumericDocValuesField(MAX_TIME, block.maxTime()),
                new NumericDocValuesField(EVENTS, block.events()),
                new StringField(NAME, name, Field.Store.NO),
                new BinaryDocValuesField(NAME, new BytesRef(name)));
        return () -> new Fields(fields.iterator(), block.terms());
    }

    /** One point object goes through all terms: the writer is done with each before it asks for the next. */
    private static final class Fields implements Iterator<IndexableField> {
        private final Iterator<IndexableField> first;
        private final int[] terms;
        private final IntPoint point = new IntPoint(TermIndex.FIELD, 0);
        private int next;

        Fields(Iterator<IndexableField> first, int[] terms) {
            this.first = first;
            this.terms = terms;
        }

        @Override
        public boolean hasNext() {
            return first.hasNext() || next < terms.length;
        }

        @Override
        public IndexableField next() {
            if (first.hasNext()) return first.next();
            point.setIntValue(terms[next++]);
            return point;
        }
    }
}
