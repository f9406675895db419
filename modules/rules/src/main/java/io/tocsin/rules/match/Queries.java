package io.tocsin.rules.match;

import io.tocsin.model.Layout;
import java.util.List;

/** The queries, divided, and the plans for events of which nothing is known. Immutable. */
final class Queries {
    private final Planner planner;
    private final List<String> routingFields;
    private final Division division;
    private final Plan particular;
    private final Plan unrouted;

    /** Divides them. */
    Queries(Planner planner) {
        this.planner = planner;
        this.routingFields = planner.routingFields();
        this.division = Division.of(planner, routingFields);
        this.particular = planner.plan(Known.NOTHING, division.particular());
        this.unrouted = planner.plan(Known.NOTHING, division.routed());
    }

    /** The fields by whose values events are told apart. */
    List<String> routingFields() {
        return routingFields;
    }

    /** One part, for all events. */
    Plan particular() {
        return particular;
    }

    /** The other part, for events without a plan of their own. */
    Plan unrouted() {
        return unrouted;
    }

    /** Where the fields are that conditions ask. */
    FieldPlaces places(Layout layout) {
        return FieldPlaces.of(layout, planner.leaves().fields());
    }

    /** What is known of the conditions on the fields that tell events apart. */
    byte[] answers(Known known) {
        return planner.answers(known);
    }

    /** The other part, for events of which this is known. */
    Plan plan(Known known) {
        return planner.plan(known, division.routed());
    }
}
