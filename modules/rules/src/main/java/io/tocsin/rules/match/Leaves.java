package io.tocsin.rules.match;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Fellow;
import io.tocsin.query.Leaf;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The different conditions of all queries, numbered, and the different fields that they ask. */
final class Leaves {
    /** Stands for a condition that asks more of an event than the values of one field. */
    static final int NO_FIELD = -1;

    private final Map<Leaf, Form.One> numbers = new HashMap<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Integer> fieldOfLeaf = new ArrayList<>();
    private final Map<String, Integer> fieldNumbers = new LinkedHashMap<>();
    private int routed;

    /** The same conditions, those on some fields first: the only ones whose answers these decide. */
    static Leaves of(Leaves unsorted, List<String> routingFields) {
        Leaves leaves = new Leaves();
        for (Leaf leaf : unsorted.leaves) {
            if (fieldOf(leaf) != null && routingFields.contains(leaf.field())) leaves.number(leaf);
        }
        leaves.routed = leaves.size();
        for (Leaf leaf : unsorted.leaves) leaves.number(leaf);
        return leaves;
    }

    /** The field whose values alone a condition asks; null when it asks for more, or for the time or the id. */
    static @Nullable String fieldOf(Leaf leaf) {
        return leaf.isTime() || leaf.isId() || leaf.asksIds() ? null : leaf.field();
    }

    /** The query with its conditions numbered. */
    Form form(Query query) {
        return switch (query) {
            case All all -> new Form.Everything();
            case And and -> new Form.Both(forms(and.parts()));
            case Or or -> new Form.Either(forms(or.parts()));
            case Not not -> new Form.Opposite(form(not.part()));
            case Leaf leaf -> number(leaf);
            case Fellow fellow -> new Form.Entire(fellow);
        };
    }

    private List<Form> forms(List<Query> parts) {
        return parts.stream().map(this::form).toList();
    }

    private Form.One number(Leaf leaf) {
        Form.One known = numbers.get(leaf);
        if (known != null) return known;
        Form.One added = new Form.One(leaves.size());
        numbers.put(leaf, added);
        leaves.add(leaf);
        String field = fieldOf(leaf);
        fieldOfLeaf.add(field == null ? NO_FIELD : fieldNumbers.computeIfAbsent(field, none -> fieldNumbers.size()));
        return added;
    }

    /** How many of some queries have each condition; one that has it twice counts twice. */
    int[] uses(List<Form> forms) {
        int[] uses = new int[size()];
        for (Form form : forms) count(form, uses);
        return uses;
    }

    private static void count(Form form, int[] uses) {
        switch (form) {
            case Form.Everything everything -> {}
            case Form.Entire entire -> {}
            case Form.Both both -> both.parts().forEach(part -> count(part, uses));
            case Form.Either either -> either.parts().forEach(part -> count(part, uses));
            case Form.Opposite opposite -> count(opposite.part(), uses);
            case Form.One one -> uses[one.leaf()]++;
        }
    }

    /** So many conditions, the first ones, are those on the fields that tell events apart. */
    int routed() {
        return routed;
    }

    /** The number of the field of a condition, or {@link #NO_FIELD}. */
    int field(int number) {
        return fieldOfLeaf.get(number);
    }

    /** All fields, in the order of their numbers. */
    Set<String> fields() {
        return fieldNumbers.keySet();
    }

    int size() {
        return leaves.size();
    }

    Leaf get(int number) {
        return leaves.get(number);
    }
}
