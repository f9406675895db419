package io.tocsin.store;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.util.AttributeImpl;
import org.apache.lucene.util.AttributeReflector;
import org.apache.lucene.util.BytesRef;

/** Hands {@link Terms} to the index without copying them. */
final class TermStream extends TokenStream {
    private final Terms terms;
    private final View view;
    private int next;

    TermStream(Terms terms) {
        this.terms = terms;
        this.view = new View();
        addAttributeImpl(view);
    }

    @Override
    public void reset() {
        // The end of the event before has left a position increment of 0 behind, which no first term may have.
        clearAttributes();
        next = 0;
    }

    @Override
    public boolean incrementToken() {
        if (next == terms.count()) return false;
        terms.term(next++, view.term);
        return true;
    }

    /** The term that the stream stands at. */
    private static final class View extends AttributeImpl implements TermToBytesRefAttribute {
        private final BytesRef term = new BytesRef();

        @Override
        public BytesRef getBytesRef() {
            return term;
        }

        @Override
        public void clear() {
            term.length = 0;
        }

        @Override
        public void reflectWith(AttributeReflector reflector) {
            reflector.reflect(TermToBytesRefAttribute.class, "bytes", BytesRef.deepCopyOf(term));
        }

        @Override
        public void copyTo(AttributeImpl target) {
            BytesRef copy = ((View) target).term;
            copy.bytes = term.bytes;
            copy.offset = term.offset;
            copy.length = term.length;
        }
    }
}
