package io.tocsin.store;

import io.tocsin.model.LogLevel;
import io.tocsin.query.Between;
import io.tocsin.query.Compare;
import io.tocsin.query.Numbers;
import io.tocsin.query.Order;
import io.tocsin.query.Times;
import io.tocsin.query.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Comparisons, in the order that the query itself names. */
final class Ranges {
    private Ranges() {}

    /** One end, null standing for none. */
    private record End(String text, boolean inclusive) {}

    static Bounds of(Compare compare, Markers markers) {
        End end = new End(
                compare.value(),
                switch (compare.operator()) {
                    case LE, GE -> true;
                    case LT, GT -> false;
                });
        return switch (compare.operator()) {
            case LT, LE -> of(compare.field(), compare.order(), null, end, markers);
            case GT, GE -> of(compare.field(), compare.order(), end, null, markers);
        };
    }

    static Bounds of(Between between, Markers markers) {
        End low = between.low().equals(Between.OPEN) ? null : new End(between.low(), between.lowInclusive());
        End high = between.high().equals(Between.OPEN) ? null : new End(between.high(), between.highInclusive());
        return of(between.field(), between.order(), low, high, markers);
    }

    private static Bounds of(String field, Order order, @Nullable End low, @Nullable End high, Markers markers) {
        return switch (order) {
            case NUMBER -> numbers(field, low, high, markers);
            case LEVEL -> levels(low, high);
            case TIME -> times(low, high);
            case TEXT -> Translation.isVirtual(field) ? Bounds.unknown() : texts(field, low, high, markers);
        };
    }

    private static Bounds numbers(String field, @Nullable End low, @Nullable End high, Markers markers) {
        if (Translation.isVirtual(field)) return Bounds.unknown();
        double from = low == null ? Double.NEGATIVE_INFINITY : number(low);
        double to = high == null ? Double.POSITIVE_INFINITY : number(high);
        // Not the steps of DoublePoint, which go from 0.0 to -0.0: zero is written without a sign.
        if (low != null && !low.inclusive()) from = Math.nextUp(from);
        if (high != null && !high.inclusive()) to = Math.nextDown(to);
        Query indexed = DoublePoint.newRangeQuery(NumericFields.indexName(field), from, to);
        return markers.with(Bounds.exact(indexed), Terms.UNINDEXED_NUMBER, field);
    }

    private static double number(End end) {
        return Numbers.of(end.text()).orElse(Double.NaN);
    }

    private static Bounds levels(@Nullable End low, @Nullable End high) {
        List<Bounds> levels = new ArrayList<>();
        for (LogLevel level : LogLevel.values()) {
            boolean within = isWithin(low, low == null ? 0 : level.compareTo(level(low)))
                    && isWithin(high, high == null ? 0 : level(high).compareTo(level));
            if (within) levels.add(Translation.term(Terms.LEVEL, null, level.name()));
        }
        return levels.isEmpty() ? Bounds.none() : Bounds.or(levels);
    }

    private static boolean isWithin(@Nullable End end, int distance) {
        return end == null || distance > 0 || (distance == 0 && end.inclusive());
    }

    private static LogLevel level(End end) {
        LogLevel level = LogLevel.parse(end.text());
        if (level == null) throw new IllegalArgumentException("cannot compare with level '" + end.text() + "'");
        return level;
    }

    /** What lies at the edges of the index's time is uncertain, because several instants share the number. */
    private static Bounds times(@Nullable End low, @Nullable End high) {
        long from = low == null ? IndexTime.FIRST : nanos(low);
        long to = high == null ? IndexTime.LAST : nanos(high);
        if (low != null && !low.inclusive() && !IndexTime.isVague(from)) from++;
        if (high != null && !high.inclusive() && !IndexTime.isVague(to)) to--;
        Query possible = LongPoint.newRangeQuery(EventDocument.TIME, from, to);
        boolean vague = (low != null && IndexTime.isVague(from)) || (high != null && IndexTime.isVague(to));
        return vague ? Bounds.within(possible) : Bounds.exact(possible);
    }

    private static long nanos(End end) {
        Instant time = Times.of(end.text());
        if (time == null) throw new IllegalArgumentException("cannot compare with time '" + end.text() + "'");
        return IndexTime.of(time);
    }

    private static Bounds texts(String field, @Nullable End low, @Nullable End high, Markers markers) {
        TermRangeQuery indexed = new TermRangeQuery(
                EventDocument.TERMS,
                valueTerm(field, low == null ? "" : low.text()),
                high == null ? behindAll(field) : valueTerm(field, high.text()),
                low == null || low.inclusive(),
                high != null && high.inclusive());
        boolean longer = isHashed(field, low) || isHashed(field, high);
        if (longer) return Translation.withField(field);
        return markers.with(Bounds.exact(indexed), Terms.HASHED, field);
    }

    private static boolean isHashed(String field, @Nullable End end) {
        String text = end == null ? "" : end.text();
        return !Translation.term(Terms.VALUE, field, Words.fold(text)).isExact();
    }

    private static BytesRef valueTerm(String field, String text) {
        Query query = Translation.term(Terms.VALUE, field, Words.fold(text)).possible();
        return ((TermQuery) query).getTerm().bytes();
    }

    /** Greater than every value of the field, because no text contains this byte. */
    private static BytesRef behindAll(String field) {
        BytesRef first = valueTerm(field, "");
        byte[] behind = Arrays.copyOf(first.bytes, first.length + 1);
        behind[first.length] = (byte) Terms.SEPARATOR;
        return new BytesRef(behind);
    }
}
