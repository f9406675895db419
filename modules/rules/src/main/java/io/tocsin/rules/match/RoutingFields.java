package io.tocsin.rules.match;

import io.tocsin.query.Exists;
import io.tocsin.query.Leaf;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Chooses the fields by whose values events are told apart: those that many queries ask for few different values. */
final class RoutingFields {
    /** Each field multiplies the kinds of events; service, action, level and a status tell most apart. */
    private static final int MOST = 4;

    /** A value that fewer conditions ask for is found faster by looking it up. */
    private static final double SHARED = 4;

    /** So few different conditions are always worth it, in a short list of rules. */
    private static final int FEW = 8;

    private final Map<String, Set<Integer>> conditions = new TreeMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Leaves leaves;

    private RoutingFields(Leaves leaves) {
        this.leaves = leaves;
    }

    static List<String> of(Leaves leaves, List<Form> forms) {
        RoutingFields fields = new RoutingFields(leaves);
        forms.forEach(fields::count);
        return fields.conditions.keySet().stream()
                .filter(fields::isWorthIt)
                .sorted(Comparator.comparing((String field) -> -fields.uses.getOrDefault(field, 0)))
                .limit(MOST)
                .toList();
    }

    private boolean isWorthIt(String field) {
        int different = conditions.getOrDefault(field, Set.of()).size();
        return different <= FEW || uses.getOrDefault(field, 0) >= SHARED * different;
    }

    private void count(Form form) {
        switch (form) {
            case Form.Everything everything -> {}
            case Form.Entire entire -> {}
            case Form.Both both -> both.parts().forEach(this::count);
            case Form.Either either -> either.parts().forEach(this::count);
            case Form.Opposite opposite -> count(opposite.part());
            case Form.One one -> count(one.leaf());
        }
    }

    /** A layout alone decides whether a field exists; times and IDs are never the same. */
    private void count(int number) {
        Leaf leaf = leaves.get(number);
        String field = leaf.field();
        if (field == null || leaf instanceof Exists || leaf.isTime() || leaf.isId() || leaf.asksIds()) return;
        conditions.computeIfAbsent(field, none -> new HashSet<>()).add(number);
        uses.merge(field, 1, Integer::sum);
    }
}
