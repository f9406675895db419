package io.tocsin.rules.match;

import io.tocsin.model.Layout;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes plans for a fixed list of queries. */
final class Planner {
    private final Leaves leaves = new Leaves();
    private final List<Form> forms = new ArrayList<>();

    Planner(Iterable<Query> queries) {
        for (Query query : queries) forms.add(leaves.form(query));
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

    /** One plan in the making. */
    private final class Draft {
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
            int number = rests.size();
            rests.add(rest);
            queries.add(query);
            weight += size(rest);
            Need need = Need.of(rest);
            if (need == null) unrequired.add(number);
            else for (Key key : need.keys()) require(key, number);
        }

        private void require(Key key, int rest) {
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
            keys.add(key, rest);
        }

        private Plan.Search search() {
            Map<String, FieldKeys> built = new HashMap<>();
            byField.forEach((field, keys) -> built.put(field, keys.build()));
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
