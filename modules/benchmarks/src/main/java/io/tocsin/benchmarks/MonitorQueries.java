package io.tocsin.benchmarks;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Between;
import io.tocsin.query.Compare;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Fellow;
import io.tocsin.query.Leaf;
import io.tocsin.query.Not;
import io.tocsin.query.Numbers;
import io.tocsin.query.Or;
import io.tocsin.query.Order;
import io.tocsin.query.Phrase;
import io.tocsin.query.Query;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;
import io.tocsin.query.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.jspecify.annotations.Nullable;

/**
 * Queries and events for Lucene, equal to ours where no value of a field but the message is prose. Null for what cannot be said
 * so.
 */
final class MonitorQueries {
    private static final String WORDS = "_words";
    private static final String FIELDS = "_fields";
    private static final String NUMBER = "#";
    private static final String WHOLE = "=";

    private MonitorQueries() {}

    static Document document(LogEvent event) {
        Document document = new Document();
        event.fields().forEach((name, value) -> {
            if (name.equals(FieldNames.MESSAGE)) document.add(new TextField(name, value, Store.NO));
            document.add(new StringField(WHOLE + name, Words.fold(value), Store.NO));
            document.add(new TextField(WORDS, value, Store.NO));
            document.add(new StringField(FIELDS, name, Store.NO));
            Numbers.of(value).ifPresent(number -> document.add(new DoublePoint(NUMBER + name, number)));
        });
        return document;
    }

    static org.apache.lucene.search.@Nullable Query translated(Query query) {
        return switch (query) {
            case All all -> MatchAllDocsQuery.INSTANCE;
            case And and -> joined(and.parts(), Occur.MUST);
            case Or or -> joined(or.parts(), Occur.SHOULD);
            case Not not -> not(not.part());
            case Fellow fellow -> null;
            case Leaf leaf -> leaf(leaf);
        };
    }

    private static org.apache.lucene.search.@Nullable Query joined(List<Query> parts, Occur occur) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Query part : parts) {
            // A negation beside others needs no list of all events.
            boolean without = part instanceof Not && occur == Occur.MUST;
            var translated = translated(without ? ((Not) part).part() : part);
            if (translated == null) return null;
            all.add(translated, without ? Occur.MUST_NOT : occur);
        }
        return all.build();
    }

    private static org.apache.lucene.search.@Nullable Query not(Query part) {
        var translated = translated(part);
        if (translated == null) return null;
        return new BooleanQuery.Builder()
                .add(MatchAllDocsQuery.INSTANCE, Occur.MUST)
                .add(translated, Occur.MUST_NOT)
                .build();
    }

    private static org.apache.lucene.search.@Nullable Query leaf(Leaf leaf) {
        return switch (leaf) {
            case Equal equal when equal.field().equals(FieldNames.MESSAGE) -> phrase(FieldNames.MESSAGE, equal.words());
            case Equal equal
            when level(equal.value()).isPresent() && equal.field().equals(FieldNames.LEVEL) ->
                term(
                        WHOLE + FieldNames.LEVEL,
                        level(equal.value()).orElseThrow().name());
            case Equal equal -> term(WHOLE + equal.field(), equal.value());
            case Word word -> phrase(WORDS, word.words());
            case Phrase phrase -> phrase(WORDS, phrase.words());
            case Exists exists -> new TermQuery(new Term(FIELDS, exists.field()));
            case Wildcard wildcard
            when wildcard.field() != null ->
                new WildcardQuery(new Term(WHOLE + wildcard.field(), Words.fold(wildcard.pattern())));
            case Compare compare -> compare(compare);
            case Between between
            when between.order() == Order.NUMBER && between.lowInclusive() && between.highInclusive() ->
                DoublePoint.newRangeQuery(NUMBER + between.field(), bound(between.low(), -1), bound(between.high(), 1));
            default -> null;
        };
    }

    private static Optional<LogLevel> level(String value) {
        return Optional.ofNullable(LogLevel.parse(value));
    }

    private static org.apache.lucene.search.Query term(String field, String value) {
        return new TermQuery(new Term(field, Words.fold(value)));
    }

    private static org.apache.lucene.search.Query phrase(String field, List<String> words) {
        return words.size() == 1 ? term(field, words.getFirst()) : new PhraseQuery(field, words.toArray(String[]::new));
    }

    private static double bound(String text, int side) {
        return text.equals(Between.OPEN)
                ? side * Double.POSITIVE_INFINITY
                : Numbers.of(text).orElseThrow();
    }

    private static org.apache.lucene.search.@Nullable Query compare(Compare compare) {
        if (compare.order() == Order.LEVEL) return levels(compare);
        if (compare.order() != Order.NUMBER) return null;
        double value = bound(compare.value(), 0);
        String field = NUMBER + compare.field();
        double endless = Double.POSITIVE_INFINITY;
        return switch (compare.operator()) {
            case LT -> DoublePoint.newRangeQuery(field, -endless, Math.nextDown(value));
            case LE -> DoublePoint.newRangeQuery(field, -endless, value);
            case GT -> DoublePoint.newRangeQuery(field, Math.nextUp(value), endless);
            case GE -> DoublePoint.newRangeQuery(field, value, endless);
        };
    }

    private static org.apache.lucene.search.Query levels(Compare compare) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Arrays.stream(LogLevel.values())
                .filter(level -> compare.test(level.name()))
                .forEach(level -> any.add(term(WHOLE + FieldNames.LEVEL, level.name()), Occur.SHOULD));
        return any.build();
    }
}
