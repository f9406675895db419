package io.tocsin.benchmarks;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;

/**
 * What somebody would index who knows Lucene well: each value as {@code field=value}, the words of the message, the time, and
 * the JSON as stored bytes; documents only in the postings, no norms; the same objects for every event.
 */
final class BareDocument {
    /** Lucene takes no longer terms; nobody asks for such values as a whole. */
    private static final int TERM_CHARS_MAX = 200;

    private final List<String> texts = new ArrayList<>();
    private final LongPoint time = new LongPoint("time", 0);
    private final NumericDocValuesField timeColumn = new NumericDocValuesField("time", 0);
    private final StoredField json = new StoredField("json", new byte[0]);
    private final List<IndexableField> document =
            List.of(new Field("t", new Texts(texts), type()), time, timeColumn, json);

    private static FieldType type() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS);
        type.freeze();
        return type;
    }

    /** The document of an event; good until the next call. */
    List<IndexableField> of(LogEvent event) {
        texts.clear();
        long millis = event.time().toEpochMilli();
        time.setLongValue(millis);
        timeColumn.setLongValue(millis);
        json.setBytesValue(event.json());
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            String value = Words.fold(fields.value(i));
            if (Words.isProse(value)) words(value);
            else if (value.length() <= TERM_CHARS_MAX) texts.add(fields.name(i) + '=' + value);
        }
        return document;
    }

    private void words(String value) {
        int to;
        for (int from = Words.start(value, 0); from < value.length(); from = Words.start(value, to)) {
            to = Words.end(value, from);
            if (to - from <= TERM_CHARS_MAX) texts.add(value.substring(from, to));
        }
    }

    /** Hands prepared texts to Lucene as terms. */
    private static final class Texts extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final List<String> texts;
        private int next;

        Texts(List<String> texts) {
            this.texts = texts;
        }

        @Override
        public void reset() {
            next = 0;
        }

        @Override
        public boolean incrementToken() {
            if (next == texts.size()) return false;
            clearAttributes();
            term.append(texts.get(next++));
            return true;
        }
    }
}
