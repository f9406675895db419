package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import org.jspecify.annotations.Nullable;

/** How to find the queries that an event meets, for all events of which the same is known. */
final class Plan {
    private final int[] met;
    private final int[] unrequired;
    private final Rests rests;
    private final Search search;
    private final int weight;

    /** Looks in an event for what rests require. */
    interface Search {
        void find(LogEvent event, Rests rests, Asked asked);
    }

    /**
     * A plan.
     *
     * @param met queries that are known to be met
     * @param unrequired rests that must always be asked
     * @param weight how much is in it, in rests and keys
     */
    Plan(int[] met, int[] unrequired, Rests rests, Search search, int weight) {
        this.met = met;
        this.unrequired = unrequired;
        this.rests = rests;
        this.search = search;
        this.weight = weight;
    }

    int weight() {
        return weight;
    }

    /** The same for events of one layout, where the fields need not be looked for. */
    Plan at(Layout layout) {
        if (!(search instanceof SearchByName byName)) return this;
        return new Plan(met, unrequired, rests, new SearchByPlace(layout, byName.byField(), byName.any()), weight);
    }

    /** Notes every query that the event meets, each once, in no order. */
    void find(Asked asked) {
        for (int query : met) asked.meet(query);
        rests.consider(unrequired, asked);
        search.find(asked.event(), rests, asked);
    }

    /** Looks into a value as text. */
    static void look(String value, @Nullable FieldKeys own, @Nullable FieldKeys any, Rests rests, Asked asked) {
        if (own == null && any == null) return;
        byte[] folded = Spelling.folded(value);
        if (own != null) {
            own.find(folded, 0, folded.length, Spelling.FOLDED, rests, asked);
            Bounds bounds = own.bounds();
            if (bounds != null) bounds.find(value, rests, asked);
            rests.consider(own.ofAny(), asked);
        }
        if (any != null && (own == null || !own.includesAny()))
            any.find(folded, 0, folded.length, Spelling.FOLDED, rests, asked);
    }

    /** Looks into correlation IDs, which need not be fields. */
    static void lookAtIds(LogEvent event, @Nullable FieldKeys own, @Nullable FieldKeys any, Rests rests, Asked asked) {
        if (own == null && any == null) return;
        for (String id : event.correlationIds()) look(id, own, any, rests, asked);
    }

    /** The value of a field, or null where the event has fewer. */
    static @Nullable String value(Fields fields, int position) {
        return position < fields.size() ? fields.value(position) : null;
    }
}
