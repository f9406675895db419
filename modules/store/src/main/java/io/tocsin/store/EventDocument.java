package io.tocsin.store;

import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import io.tocsin.query.Numbers;
import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;

/**
 * Turns events into index documents, one at a time and always into the same objects: new ones for each event would cost
 * 4 kB of garbage and a third of the speed. {@link Translation} asks for exactly what is written here.
 */
final class EventDocument {
    static final String TERMS = "t";
    static final String TIME = "time";
    static final String EVENT_ID = "id";
    static final String RECEIVED = "received";
    static final String JSON = "json";

    private static final FieldType TERMS_TYPE = termsType();

    private final NumericFields numbers;
    private final Terms terms = new Terms();
    private final List<IndexableField> document = new ArrayList<>();
    private final Field termsField = new Field(TERMS, new TermStream(terms), TERMS_TYPE);
    private final LongPoint time = new LongPoint(TIME, 0);
    private final NumericDocValuesField timeColumn = new NumericDocValuesField(TIME, 0);
    private final LongPoint id = new LongPoint(EVENT_ID, 0);
    private final NumericDocValuesField idColumn = new NumericDocValuesField(EVENT_ID, 0);
    private final StoredField received = new StoredField(RECEIVED, 0L);
    private final StoredField json = new StoredField(JSON, new byte[0]);

    EventDocument(NumericFields numbers) {
        this.numbers = numbers;
    }

    private static FieldType termsType() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS);
        type.freeze();
        return type;
    }

    /** The document of an event; good until the next call. */
    Iterable<IndexableField> of(LogEvent event) {
        document.clear();
        terms.clear();
        numbers.nextEvent();
        long nanos = IndexTime.of(event.time());
        time.setLongValue(nanos);
        timeColumn.setLongValue(nanos);
        id.setLongValue(event.id());
        idColumn.setLongValue(event.id());
        received.setLongValue(IndexTime.of(event.receivedAt()));
        json.setBytesValue(event.json());
        document.addAll(List.of(termsField, time, timeColumn, id, idColumn, received, json));
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) value(fields.name(i), fields.value(i), true);
        for (String correlationId : event.correlationIds()) {
            terms.add(Terms.ID, Words.fold(correlationId));
            // A request is known by each of its IDs, but a bare word is looked for in the fields alone.
            boolean written = correlationId.equals(fields.first(FieldNames.REQUEST_ID));
            if (!written) value(FieldNames.REQUEST_ID, correlationId, false);
        }
        return document;
    }

    private void value(String field, String value, boolean anyField) {
        String folded = Words.fold(value);
        terms.add(Terms.EXISTS, field, "");
        if (terms.add(Terms.VALUE, field, folded)) {
            terms.add(Terms.HASHED, field, "");
            terms.add(Terms.HASHED, "", "");
        }
        boolean prose = Words.isProse(value);
        if (prose || anyField) words(field, folded, prose, anyField);
        if (field.equals(FieldNames.LEVEL)) level(value);
        OptionalDouble number = Numbers.of(value);
        if (number.isPresent() && !numbers.add(field, number.getAsDouble(), document::add)) {
            terms.add(Terms.UNINDEXED_NUMBER, field, "");
        }
    }

    /** By their places in the value: a text of its own for each word took a fifth of the time. */
    private void words(String field, String folded, boolean prose, boolean anyField) {
        int to;
        for (int from = Words.start(folded, 0); from < folded.length(); from = Words.start(folded, to)) {
            to = Words.end(folded, from);
            if (anyField) terms.add(Terms.WORD, folded, from, to);
            if (prose) terms.add(Terms.PROSE, field, folded, from, to);
        }
    }

    private void level(String value) {
        LogLevel level = LogLevel.parse(value);
        if (level != null) terms.add(Terms.LEVEL, level.name());
    }
}
