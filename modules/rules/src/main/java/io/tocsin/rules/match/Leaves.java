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
import java.util.List;
import java.util.Map;

/** The different conditions of all queries, numbered. */
final class Leaves {
    private final Map<Leaf, Form.One> numbers = new HashMap<>();
    private final List<Leaf> leaves = new ArrayList<>();

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
        return added;
    }

    int size() {
        return leaves.size();
    }

    Leaf get(int number) {
        return leaves.get(number);
    }
}
