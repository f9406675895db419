package io.tocsin.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The form of a query tree: how deep, how large, which fields. Limits are checked as it is built, so no tree can break a walk. */
final class Shape {
    /** Far more than people nest, and far less than any stack holds. */
    static final int MAX_DEPTH = 64;

    /** As many clauses as Lucene takes in one query. */
    static final int MAX_TERMS = 1024;

    private Shape() {}

    static List<Query> parts(String operator, List<Query> parts, Function<Query, List<Query>> flatten) {
        List<Query> flat = new ArrayList<>(parts.size());
        for (Query part : parts) flat.addAll(flatten.apply(part));
        if (flat.size() < 2)
            throw new IllegalArgumentException(
                    "cannot join " + flat.size() + " conditions by " + operator + ": it takes two or more");
        int terms = 0;
        for (Query part : flat) {
            nested(part);
            terms += terms(part);
        }
        if (terms > MAX_TERMS)
            throw new IllegalArgumentException(
                    "cannot join " + terms + " conditions: at most " + MAX_TERMS + " fit in one query");
        return Collections.unmodifiableList(flat);
    }

    /**
     * Checks that the query may lie inside another one.
     *
     * @throws IllegalArgumentException when that would be too deep
     */
    static void nested(Query part) {
        if (depth(part) >= MAX_DEPTH)
            throw new IllegalArgumentException(
                    "cannot nest a query deeper: at most " + MAX_DEPTH + " levels are allowed");
    }

    private static int depth(Query query) {
        int deepest = 0;
        for (Query part : children(query)) deepest = Math.max(deepest, depth(part));
        return deepest + 1;
    }

    private static int terms(Query query) {
        List<Query> children = children(query);
        int terms = children.isEmpty() ? 1 : 0;
        for (Query part : children) terms += terms(part);
        return terms;
    }

    private static List<Query> children(Query query) {
        return switch (query) {
            case And and -> and.parts();
            case Or or -> or.parts();
            case Not not -> List.of(not.part());
            case All all -> List.of();
            case Fellow fellow -> List.of();
            case Leaf leaf -> List.of();
        };
    }

    static Set<String> fields(Query query) {
        Set<String> fields = new LinkedHashSet<>();
        addFields(query, fields);
        return Collections.unmodifiableSet(fields);
    }

    private static void addFields(Query query, Set<String> fields) {
        if (query instanceof Leaf leaf) {
            String field = leaf.field();
            if (field != null) fields.add(field);
        } else if (query instanceof Fellow fellow) {
            fields.add(fellow.field());
            fields.add(fellow.other());
        }
        for (Query part : children(query)) addFields(part, fields);
    }
}
