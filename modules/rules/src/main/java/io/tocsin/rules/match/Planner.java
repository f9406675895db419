package io.tocsin.rules.match;

import io.tocsin.model.Layout;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes plans for a fixed list of queries. */
final class Planner {
    private final Leaves leaves;
    private final List<Form> forms;
    private final List<String> routingFields;
    private final Needs needs;

    Planner(Collection<Query> queries) {
        Leaves unsorted = new Leaves();
        routingFields =
                RoutingFields.of(unsorted, queries.stream().map(unsorted::form).toList());
        leaves = Leaves.of(unsorted, routingFields);
        forms = queries.stream().map(leaves::form).toList();
        needs = new Needs(leaves.uses(forms));
    }

    Needs needs() {
        return needs;
    }

    /** The fields by whose values events are told apart. */
    List<String> routingFields() {
        return routingFields;
    }

    Leaves leaves() {
        return leaves;
    }

    List<Form> forms() {
        return forms;
    }

    /** A plan of some of the queries for events of which this is known. */
    Plan plan(Known known, int[] queries) {
        return new Draft(known).plan(queries);
    }

    /** What is known of the conditions on fields that tell events apart. */
    byte[] answers(Known known) {
        Reduction reduction = new Reduction(leaves, known);
        byte[] answers = new byte[leaves.routed()];
        for (int i = 0; i < answers.length; i++) answers[i] = Answer.of(reduction.of(new Form.One(i)));
        return answers;
    }

    /** One plan in the making. */
    private final class Draft {
        private static final int NONE = -1;

        private final Known known;
        private final List<Integer> met = new ArrayList<>();
        private final List<Integer> unrequired = new ArrayList<>();
        private final List<Rest> rests = new ArrayList<>();
        private final List<Integer> queries = new ArrayList<>();
        private final Map<String, FieldKeys.Builder> byField = new HashMap<>();
        private final FieldKeys.Builder any = new FieldKeys.Builder();
        private boolean anyUsed;
        private int weight = 1;

        Draft(Known known) {
            this.known = known;
        }

        Plan plan(int[] numbers) {
            Reduction reduction = new Reduction(leaves, known);
            for (int query : numbers) {
                Rest rest = reduction.of(forms.get(query));
                if (rest == Rest.Fixed.YES) met.add(query);
                else if (rest != Rest.Fixed.NO) add(rest, query);
            }
            return new Plan(
                    ValueTable.ints(met),
                    ValueTable.ints(unrequired),
                    new Rests(rests, ValueTable.ints(queries)),
                    search(),
                    weight + met.size());
        }

        private void add(Rest rest, int query) {
            Need need = needs.of(rest);
            if (need == null) {
                unrequired.add(number(rest, query));
                return;
            }
            boolean proofs = need.keys().stream().anyMatch(Key::isProof);
            boolean others = need.keys().stream().anyMatch(Draft::mayBeNone);
            int proven = proofs ? number(needs.remaining(rest), query) : NONE;
            int whole = others ? number(rest, query) : proven;
            for (Key key : need.keys()) require(key, whole, key.isProof() ? proven : whole);
        }

        /** Whether a key may be found in ways that do not say that its condition holds. */
        private static boolean mayBeNone(Key key) {
            return !key.isProof() || (key instanceof Key.Value value && FieldKeys.mayBeInProse(value.text()));
        }

        private int number(Rest rest, int query) {
            rests.add(rest);
            queries.add(query);
            weight += size(rest);
            return rests.size() - 1;
        }

        private void require(Key key, int rest, int proven) {
            String field = switch (key) {
                case Key.Value value -> value.field();
                case Key.Literal literal -> literal.field();
                case Key.Sequence sequence -> sequence.field();
                case Key.Bound bound -> bound.field();
                case Key.Present present -> present.field();
            };
            anyUsed |= field == null;
            weight++;
            FieldKeys.Builder keys =
                    field == null ? any : byField.computeIfAbsent(field, none -> new FieldKeys.Builder());
            keys.add(key, rest, proven);
        }

        private Plan.Search search() {
            Map<String, FieldKeys> built = new HashMap<>();
            byField.forEach((field, keys) -> {
                keys.include(any);
                built.put(field, keys.build());
            });
            FieldKeys ofAny = anyUsed ? any.build() : null;
            Layout layout = known.layout();
            return layout == null ? new SearchByName(built, ofAny) : new SearchByPlace(layout, built, ofAny);
        }

        private static int size(Rest rest) {
            return switch (rest) {
                case Rest.Fixed fixed -> 0;
                case Rest.Ask ask -> 1;
                case Rest.Entire entire -> 1;
                case Rest.Opposite opposite -> 1 + size(opposite.part());
                case Rest.Both both -> 1 + sum(both.parts());
                case Rest.Either either -> 1 + sum(either.parts());
            };
        }

        private static int sum(List<Rest> parts) {
            int sum = 0;
            for (Rest part : parts) sum += size(part);
            return sum;
        }
    }
}
