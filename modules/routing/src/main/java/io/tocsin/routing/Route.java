package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A node of the routing tree. Everything a node inherits is already resolved in it.
 *
 * @param id unique in the tree: the key with the position among its siblings, as Alertmanager's route id
 * @param key Alertmanager's route key: matchers from the root down; siblings may share it
 * @param goesOn {@code continue}: siblings after this one are tried even when it matches
 * @param muteIntervals names of time intervals in which the route says nothing
 * @param activeIntervals names of time intervals outside of which it says nothing; empty for always
 * @param labels free labels, inherited and merged; values may be templates
 */
public record Route(
        String id,
        String key,
        String receiver,
        GroupBy groupBy,
        Timers timers,
        Matchers matchers,
        boolean goesOn,
        List<String> muteIntervals,
        List<String> activeIntervals,
        Map<String, String> labels,
        List<Route> children) {
    public Route {
        muteIntervals = List.copyOf(muteIntervals);
        activeIntervals = List.copyOf(activeIntervals);
        labels = Map.copyOf(labels);
        children = List.copyOf(children);
    }

    /**
     * When a group is heard.
     *
     * @param groupWait from the first alert to the first notice
     * @param groupInterval from one look at the group to the next
     * @param repeatInterval how long to wait before an unchanged group is told again
     */
    public record Timers(Duration groupWait, Duration groupInterval, Duration repeatInterval) {
        /** Alertmanager's defaults: 30 s, 5 min, 4 h. */
        public static final Timers DEFAULTS =
                new Timers(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));
    }

    /**
     * The nodes that take an alert, in the order of the file: depth first; the first child that matches without {@code
     * continue} ends the walk over its siblings; a node whose children all pass takes the alert itself. Empty only for a node
     * that does not match; the root always does.
     */
    public List<Route> match(Labels alert) {
        List<Route> found = new ArrayList<>(2);
        collect(alert, found);
        return found;
    }

    private boolean collect(Labels alert, List<Route> found) {
        if (!matchers.matches(alert)) return false;
        boolean taken = false;
        for (Route child : children) {
            boolean matched = child.collect(alert, found);
            taken |= matched;
            if (matched && !child.goesOn) break;
        }
        if (!taken) found.add(this);
        return true;
    }

    /** Visits this node and all below it, parents first. */
    public void walk(Consumer<Route> visit) {
        visit.accept(this);
        children.forEach(child -> child.walk(visit));
    }

    /** Alertmanager's group key: what PagerDuty and others derive their deduplication keys from. */
    public String groupKey(Labels groupLabels) {
        return key + ":" + goLabels(groupLabels);
    }

    /** Labels as Go prints them, which differs from {@link Labels#toString} in control characters. */
    private static String goLabels(Labels labels) {
        StringBuilder text = new StringBuilder("{");
        labels.map()
                .forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                        .append(name)
                        .append('=')
                        .append(GoText.quote(value)));
        return text.append('}').toString();
    }
}
