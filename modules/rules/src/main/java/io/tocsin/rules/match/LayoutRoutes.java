package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The plans for events of one layout, by the bytes of the fields that tell them apart. */
final class LayoutRoutes {
    private static final int FIRST_SIZE = 16;

    /** What comes once may be the only one; single conditions are answered soon after, which costs much less than a plan. */
    private static final int AGAIN = 2;

    private final Layout layout;
    private final Queries queries;
    private final Tuning tuning;
    private final Allowance allowance;
    private final Plan particular;
    private final Plan unrouted;
    private final FieldPlaces places;
    private int[] positions;
    private int[] leaves;
    private @Nullable Route[] table = new Route[FIRST_SIZE];
    private int size;

    /** Events with the same values; a plan is made when they have come a few times. */
    private static final class Route {
        private final int hash;
        private final Spans values;
        private int seen;
        private @Nullable Plan plan;
        private byte[] answers = {};

        private Route(int hash, Spans values) {
            this.hash = hash;
            this.values = values;
        }
    }

    /** None yet. Fields that occur more than once in the layout do not tell events apart. */
    LayoutRoutes(Layout layout, Queries queries, Tuning tuning, Allowance allowance) {
        this.layout = layout;
        this.queries = queries;
        this.tuning = tuning;
        this.allowance = allowance;
        this.particular = queries.particular().at(layout);
        this.unrouted = queries.unrouted().at(layout);
        this.places = queries.places(layout);
        this.positions = queries.routingFields().stream()
                .mapToInt(field -> position(layout, field))
                .filter(position -> position >= 0)
                .toArray();
        this.leaves = leaves();
    }

    private static int position(Layout layout, String field) {
        int found = -1;
        for (int i = 0; i < layout.fields(); i++) {
            if (!layout.fieldName(i).equals(field)) continue;
            if (found >= 0) return -1;
            found = i;
        }
        return found;
    }

    private int[] leaves() {
        return Arrays.stream(positions).map(layout::fieldLeaf).toArray();
    }

    void find(Fields fields, Asked asked) {
        asked.in(places);
        Route route = route(fields);
        Plan own = route == null ? null : plan(route, fields);
        if (route != null) asked.knowing(route.answers);
        particular.find(asked);
        (own == null ? unrouted : own).find(asked);
    }

    private @Nullable Plan plan(Route route, Fields fields) {
        Plan plan = route.plan;
        if (plan != null) return plan;
        route.seen++;
        if (route.seen == AGAIN) route.answers = queries.answers(known(fields));
        if (route.seen < tuning.seenBefore() || !allowance.takePlan()) return null;
        plan = queries.plan(known(fields));
        allowance.made(plan);
        route.plan = plan;
        return plan;
    }

    private Known known(Fields fields) {
        Known known = Known.of(layout);
        for (int position : positions) known.with(position, Plan.value(fields, position));
        return known;
    }

    private @Nullable Route route(Fields fields) {
        int hash = Spans.hash(fields, leaves);
        int slot = hash & (table.length - 1);
        for (Route route = table[slot]; route != null; route = table[slot]) {
            if (route.hash == hash && route.values.areIn(fields, leaves)) return route;
            slot = (slot + 1) & (table.length - 1);
        }
        return newRoute(hash, slot, fields);
    }

    private @Nullable Route newRoute(int hash, int slot, Fields fields) {
        if (size >= tuning.routesPerLayout()) {
            tellLess();
            return null;
        }
        if (!allowance.takeRoute()) return null;
        Route route = new Route(hash, Spans.of(fields, leaves));
        table[slot] = route;
        if (2 * ++size > table.length) grow();
        return route;
    }

    private void grow() {
        @Nullable Route[] before = table;
        table = new Route[2 * before.length];
        for (Route route : before) {
            if (route == null) continue;
            int slot = route.hash & (table.length - 1);
            while (table[slot] != null) slot = (slot + 1) & (table.length - 1);
            table[slot] = route;
        }
    }

    /** Leaves out the field with the most different values, and begins again. */
    private void tellLess() {
        int most = 0;
        int worst = 0;
        for (int i = 0; i < positions.length; i++) {
            Set<String> values = new HashSet<>();
            for (Route route : table) if (route != null) values.add(route.values.leaf(i));
            if (values.size() > most) {
                most = values.size();
                worst = i;
            }
        }
        int left = worst;
        int[] before = positions;
        positions = IntStream.range(0, before.length)
                .filter(i -> i != left)
                .map(i -> before[i])
                .toArray();
        leaves = leaves();
        table = new Route[FIRST_SIZE];
        size = 0;
    }
}
