package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Fellow;
import io.tocsin.query.Leaf;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import java.util.Arrays;
import java.util.List;

/** A query as the store carries it out: which blocks can hold a match, then which of their events are one. */
sealed interface Condition
        permits Condition.Every, Condition.Both, Condition.Either, Condition.Except, Condition.OfEvent, Probe {
    /** Meets every event. */
    record Every() implements Condition {}

    /** Meets what all parts meet. */
    record Both(List<Condition> parts) implements Condition {}

    /** Meets what any part meets. */
    record Either(List<Condition> parts) implements Condition {}

    /** Meets what the part does not. */
    record Except(Condition part) implements Condition {}

    /** Meets what only a whole event can tell: no column can. */
    record OfEvent(Query query) implements Condition {}

    static Condition of(Query query) {
        return switch (query) {
            case All all -> new Every();
            case And and -> new Both(and.parts().stream().map(Condition::of).toList());
            case Or or -> new Either(or.parts().stream().map(Condition::of).toList());
            case Not not -> new Except(of(not.part()));
            case Fellow fellow -> new OfEvent(fellow);
            case Leaf leaf -> Probe.of(leaf);
        };
    }

    /** The definition, for an event that is at hand. */
    default boolean matches(LogEvent event) {
        return switch (this) {
            case Every every -> true;
            case Both both -> both.parts.stream().allMatch(part -> part.matches(event));
            case Either either -> either.parts.stream().anyMatch(part -> part.matches(event));
            case Except except -> !except.part.matches(event);
            case OfEvent ofEvent -> ofEvent.query.matches(event);
            case Probe probe -> probe.whole().test(event);
        };
    }

    /** Whether a block with these terms (ascending) can hold a match. */
    default boolean possible(int[] terms) {
        return switch (this) {
            case Every every -> true;
            case Both both -> both.parts.stream().allMatch(part -> part.possible(terms));
            case Either either -> either.parts.stream().anyMatch(part -> part.possible(terms));
            case Except except -> true;
            case OfEvent ofEvent -> true;
            case Probe probe -> Arrays.stream(probe.terms()).allMatch(term -> Arrays.binarySearch(terms, term) >= 0);
        };
    }
}
