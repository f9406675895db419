package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/** Asks the terms of a segment which of its blocks can hold a match. */
final class TermIndex {
    /** The field that holds the terms of a block as points of one dimension. */
    static final String FIELD = "terms";

    /** A phrase of more terms is narrowed down enough by the first of them. */
    private static final int TERMS_MAX = 16;

    private final @Nullable PointValues points;

    TermIndex(LeafReader segment) throws IOException {
        this.points = segment.getPointValues(FIELD);
    }

    /** The documents of the blocks that can hold a match, ascending; null for all of them. */
    int @Nullable [] candidates(Condition condition) throws IOException {
        return switch (condition) {
            case Condition.Every every -> null;
            case Condition.Except except -> null;
            case Condition.OfEvent ofEvent -> null;
            case Condition.Both both -> {
                int[] found = null;
                for (Condition part : both.parts()) {
                    if (found != null && found.length == 0) break;
                    found = both(found, candidates(part));
                }
                yield found;
            }
            case Condition.Either either -> {
                int[] found = {};
                for (Condition part : either.parts()) {
                    int[] more = candidates(part);
                    if (more == null) yield null;
                    found = either(found, more);
                }
                yield found;
            }
            case Probe probe -> candidates(probe);
        };
    }

    private int @Nullable [] candidates(Probe probe) throws IOException {
        int[] found = null;
        int asked = 0;
        for (int term : probe.terms()) {
            if (asked++ == TERMS_MAX || (found != null && found.length == 0)) break;
            found = both(found, documents(term));
        }
        return found;
    }

    private static int @Nullable [] both(int @Nullable [] one, int @Nullable [] other) {
        if (one == null) return other;
        if (other == null) return one;
        return Arrays.stream(one)
                .filter(doc -> Arrays.binarySearch(other, doc) >= 0)
                .toArray();
    }

    private static int[] either(int[] one, int[] other) {
        int[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    private int[] documents(int term) throws IOException {
        if (points == null) return new int[0];
        Collector collector = new Collector(term);
        points.intersect(collector);
        int[] documents = Arrays.copyOf(collector.documents, collector.count);
        Arrays.sort(documents);
        return documents;
    }

    private static final class Collector implements PointValues.IntersectVisitor {
        private final int term;
        private int[] documents = new int[16];
        private int count;

        Collector(int term) {
            this.term = term;
        }

        @Override
        public void visit(int document) {
            if (count == documents.length) documents = Arrays.copyOf(documents, 2 * count);
            documents[count++] = document;
        }

        @Override
        public void visit(int document, byte[] packed) {
            if (NumericUtils.sortableBytesToInt(packed, 0) == term) visit(document);
        }

        @Override
        public PointValues.Relation compare(byte[] minPacked, byte[] maxPacked) {
            int min = NumericUtils.sortableBytesToInt(minPacked, 0);
            int max = NumericUtils.sortableBytesToInt(maxPacked, 0);
            if (term < min || term > max) return PointValues.Relation.CELL_OUTSIDE_QUERY;
            return min == max ? PointValues.Relation.CELL_INSIDE_QUERY : PointValues.Relation.CELL_CROSSES_QUERY;
        }
    }
}
