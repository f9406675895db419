package io.tocsin.store;

import io.tocsin.model.EventId;
import io.tocsin.model.FieldNames;
import io.tocsin.model.LogLevel;
import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Between;
import io.tocsin.query.Cidr;
import io.tocsin.query.Compare;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Phrase;
import io.tocsin.query.Query;
import io.tocsin.query.Regex;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;
import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * From the search language to index queries over what {@link EventDocument} writes. May find too much, never too little, and
 * knows which: see {@link Bounds}.
 */
final class Translation {
    /** A phrase of more words than this is narrowed down enough by the first of them. */
    private static final int WORDS_MAX = 32;

    private static final String TIME_ALIAS = "_time";
    private static final String ID_FIELD = "_id";

    private final Markers markers;

    Translation(Markers markers) {
        this.markers = markers;
    }

    Bounds of(Query query) {
        return switch (query) {
            case All all -> Bounds.all();
            case And and -> Bounds.and(and.parts().stream().map(this::of).toList());
            case Or or -> Bounds.or(or.parts().stream().map(this::of).toList());
            case Not not -> of(not.part()).not();
            case Word word -> Bounds.or(List.of(correlated(word.text()), words(null, word.text())));
            case Phrase phrase -> words(null, phrase.text());
            case Equal equal -> equal(equal);
            case Wildcard wildcard -> Globs.of(wildcard, markers);
            case Regex regex -> regex.field() == null ? Bounds.unknown() : withField(regex.field());
            case Exists exists -> isVirtual(exists.field()) ? Bounds.all() : term(Terms.EXISTS, exists.field(), "");
            case Compare compare -> Ranges.of(compare, markers);
            case Between between -> Ranges.of(between, markers);
            case Cidr cidr -> withField(cidr.field());
        };
    }

    /** Names that stand for a part of every event and not for a field of it. */
    static boolean isVirtual(String field) {
        return field.equals(FieldNames.TIME) || field.equals(TIME_ALIAS) || field.equals(ID_FIELD);
    }

    /** Events that carry the correlation ID. */
    static Bounds correlated(String id) {
        return term(Terms.ID, null, Words.fold(id));
    }

    private static Bounds equal(Equal equal) {
        String folded = Words.fold(equal.value());
        if (equal.field().equals(ID_FIELD)) return eventId(folded);
        if (isVirtual(equal.field())) return Bounds.unknown();
        List<Bounds> ways = new ArrayList<>();
        ways.add(term(Terms.VALUE, equal.field(), folded));
        if (!Words.of(folded).isEmpty()) ways.add(words(equal.field(), folded));
        LogLevel level = equal.field().equals(FieldNames.LEVEL) ? LogLevel.parse(equal.value()) : null;
        if (level != null) ways.add(term(Terms.LEVEL, null, level.name()));
        return Bounds.or(ways);
    }

    private static Bounds eventId(String text) {
        if (!text.matches("[0-9a-f]{16}")) return Bounds.none();
        long id = EventId.parse(text);
        return Bounds.exact(LongPoint.newExactQuery(EventDocument.EVENT_ID, id));
    }

    /** Values that have these words in sequence: the index knows only whether they are there at all. */
    private static Bounds words(@Nullable String proseField, String text) {
        List<String> words = Words.of(text).stream().distinct().toList();
        List<Bounds> terms = words.stream()
                .limit(WORDS_MAX)
                .map(word -> term(proseField == null ? Terms.WORD : Terms.PROSE, proseField, word))
                .toList();
        Bounds all = Bounds.and(terms);
        return Words.of(text).size() == 1 ? all : Bounds.within(all.possible());
    }

    /** Events with the field; all of them where the name stands for more than a field. */
    static Bounds withField(String field) {
        return isVirtual(field)
                ? Bounds.unknown()
                : Bounds.within(term(Terms.EXISTS, field, "").possible());
    }

    static Bounds term(char kind, @Nullable String field, String text) {
        Terms terms = new Terms();
        boolean hashed = field == null ? terms.add(kind, text) : terms.add(kind, field, text);
        BytesRef bytes = new BytesRef();
        terms.term(0, bytes);
        TermQuery query = new TermQuery(new Term(EventDocument.TERMS, BytesRef.deepCopyOf(bytes)));
        return hashed ? Bounds.within(query) : Bounds.exact(query);
    }
}
