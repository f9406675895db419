package io.tocsin.store;

import java.util.List;
import java.util.function.Function;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/**
 * A condition between two index queries: every event that it matches is among the possible ones, and it matches every one of
 * the certain. Keeping both, and not only a mark that something is inexact, lets NOT stay narrow: what is impossible becomes
 * certain.
 *
 * @param possible finds all matches, and perhaps others, which have to be verified
 * @param certain finds matches only; equal to {@code possible} when nothing has to be verified
 */
record Bounds(Query possible, Query certain) {
    private static final Query ALL = MatchAllDocsQuery.INSTANCE;
    private static final Query NONE = MatchNoDocsQuery.INSTANCE;

    static Bounds exact(Query query) {
        return new Bounds(query, query);
    }

    /** Every match is among these; nothing is certain. */
    static Bounds within(Query possible) {
        return new Bounds(possible, NONE);
    }

    static Bounds all() {
        return exact(ALL);
    }

    static Bounds none() {
        return exact(NONE);
    }

    /** The index cannot say anything. */
    static Bounds unknown() {
        return within(ALL);
    }

    boolean isExact() {
        return possible.equals(certain);
    }

    Bounds not() {
        Query noLongerPossible = minus(certain);
        return isExact() ? exact(noLongerPossible) : new Bounds(noLongerPossible, minus(possible));
    }

    private static Query minus(Query query) {
        if (query.equals(NONE)) return ALL;
        return new BooleanQuery.Builder()
                .add(ALL, Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }

    Bounds or(Bounds other) {
        return or(List.of(this, other));
    }

    static Bounds and(List<Bounds> parts) {
        return join(parts, Occur.FILTER);
    }

    static Bounds or(List<Bounds> parts) {
        return join(parts, Occur.SHOULD);
    }

    private static Bounds join(List<Bounds> parts, Occur occur) {
        if (parts.size() == 1) return parts.getFirst();
        Query possible = join(parts, Bounds::possible, occur);
        boolean exact = parts.stream().allMatch(Bounds::isExact);
        return exact ? exact(possible) : new Bounds(possible, join(parts, Bounds::certain, occur));
    }

    private static Query join(List<Bounds> parts, Function<Bounds, Query> side, Occur occur) {
        BooleanQuery.Builder joined = new BooleanQuery.Builder();
        for (Bounds part : parts) joined.add(side.apply(part), occur);
        return joined.build();
    }
}
