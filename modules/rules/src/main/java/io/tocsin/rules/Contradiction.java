package io.tocsin.rules;

import io.tocsin.model.FieldNames;
import io.tocsin.query.And;
import io.tocsin.query.Compare;
import io.tocsin.query.Compare.Operator;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Leaf;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds queries that no event can meet: {@code a:1 AND a:2}, {@code a>5 AND a<3}, {@code a:1 AND NOT a:*}. It may miss one, and
 * takes fields as holding one value.
 */
final class Contradiction {
    private Contradiction() {}

    /** The two conditions that exclude each other, as people read them; null when none were found. */
    static @Nullable String of(Query query) {
        return of(query, List.of());
    }

    private static @Nullable String of(Query query, List<Query> outer) {
        List<Query> parts = query instanceof And and ? and.parts() : List.of(query);
        List<Query> known = new ArrayList<>(outer);
        for (Query part : parts) {
            if (!(part instanceof Leaf) && !isNegatedLeaf(part)) continue;
            for (Query other : known) {
                if (exclude(part, other) || exclude(other, part)) return other.print() + " and " + part.print();
            }
            known.add(part);
        }
        for (Query part : parts) {
            String found = part instanceof Or or ? ofAll(or, known) : null;
            if (found != null) return found;
        }
        return null;
    }

    private static boolean isNegatedLeaf(Query part) {
        return part instanceof Not not && not.part() instanceof Leaf;
    }

    private static @Nullable String ofAll(Or or, List<Query> known) {
        String found = null;
        for (Query part : or.parts()) {
            found = of(part, known);
            if (found == null) return null;
        }
        return found;
    }

    private static boolean exclude(Query one, Query other) {
        if (!(one instanceof Leaf leaf) || leaf.field() == null) return false;
        if (other instanceof Not not && not.part() instanceof Leaf negated) return excludedBy(leaf, negated);
        if (!(other instanceof Leaf second) || !isSameScalar(leaf, second)) return false;
        if (leaf instanceof Equal equal) return !isProse(equal) && !second.test(equal.value());
        return leaf instanceof Compare low && second instanceof Compare high && isEmpty(low, high);
    }

    private static boolean excludedBy(Leaf leaf, Leaf negated) {
        if (negated.equals(leaf)) return true;
        if (negated.field() == null || !negated.field().equals(leaf.field())) return false;
        if (negated instanceof Exists) return true;
        return leaf instanceof Equal equal && !isProse(equal) && negated.test(equal.value());
    }

    /** Requests have several IDs, and a time is compared apart. */
    private static boolean isSameScalar(Leaf one, Leaf other) {
        String field = one.field();
        return field != null
                && field.equals(other.field())
                && !field.equals(FieldNames.REQUEST_ID)
                && !one.isTime()
                && !one.isId();
    }

    private static boolean isProse(Equal equal) {
        return equal.value().chars().anyMatch(Character::isWhitespace);
    }

    /** Of a lower and an upper bound: each bound must pass the other, or nothing lies between. */
    private static boolean isEmpty(Compare low, Compare high) {
        boolean opposed = isLower(low.operator()) && !isLower(high.operator());
        return opposed && !(low.test(high.value()) && high.test(low.value()));
    }

    private static boolean isLower(Operator operator) {
        return operator == Operator.GT || operator == Operator.GE;
    }
}
