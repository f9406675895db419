package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.util.List;

/**
 * Which labels make alerts one group. A label that an alert lacks is absent from its group's labels, not empty.
 *
 * @param all {@code ...}: every label, so each alert is its own group
 * @param names sorted; empty (and not all) puts everything into one group
 */
public record GroupBy(boolean all, List<String> names) {
    /** One group for all alerts of a route. */
    public static final GroupBy NOTHING = new GroupBy(false, List.of());

    /** Every label counts. */
    public static final GroupBy EVERYTHING = new GroupBy(true, List.of());

    public GroupBy {
        names = names.stream().sorted().toList();
    }

    /** The group labels of an alert. */
    public Labels of(Labels alert) {
        return all ? alert : alert.only(names);
    }
}
