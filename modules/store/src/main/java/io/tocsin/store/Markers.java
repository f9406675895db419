package io.tocsin.store;

import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * Knows whether one view of the index has any event with a marker, such as {@link Terms#HASHED}. Where it has none, which is
 * the rule, the index alone can decide.
 */
record Markers(IndexReader index) {
    /** Adds the marked events of a field to what the index can decide. */
    Bounds with(Bounds decided, char marker, String field) {
        Bounds marked = Translation.term(marker, field, "");
        return isThere(marker, field) ? decided.or(Bounds.within(marked.possible())) : decided;
    }

    private boolean isThere(char marker, String field) {
        Terms terms = new Terms();
        terms.add(marker, field, "");
        BytesRef bytes = new BytesRef();
        terms.term(0, bytes);
        try {
            return index.docFreq(new Term(EventDocument.TERMS, bytes)) > 0;
        } catch (IOException unreadable) {
            // Being careful is right in any case; the search meets the same disk and tells.
            return true;
        }
    }
}
