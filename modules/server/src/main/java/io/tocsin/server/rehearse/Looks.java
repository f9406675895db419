package io.tocsin.server.rehearse;

import io.tocsin.query.All;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.rules.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which events rules look at at all: what a store is asked for. */
final class Looks {
    private Looks() {}

    /** What any rule of these versions looks at; everything when that is too much to ask for. */
    static Query of(List<Version> versions) {
        Map<String, Query> distinct = new LinkedHashMap<>();
        for (Version version : versions) {
            for (Rule rule : version.rules().rules()) distinct.put(rule.match().print(), rule.match());
        }
        boolean everything = distinct.values().stream().anyMatch(query -> query instanceof All);
        if (everything || distinct.isEmpty()) return new All();
        try {
            return Or.of(List.copyOf(distinct.values()));
        } catch (IllegalArgumentException tooMany) {
            return new All();
        }
    }
}
