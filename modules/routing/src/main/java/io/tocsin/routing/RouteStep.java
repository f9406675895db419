package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the routing tree as an alert comes to it: the walk of {@link Route#match}, with what was decided on the way.
 *
 * @param failed the matchers that do not hold; empty unless the node was refused
 * @param children in the order of the file; empty unless the node matched
 */
public record RouteStep(Route route, Result result, List<Failed> failed, List<RouteStep> children) {
    public RouteStep {
        failed = List.copyOf(failed);
        children = List.copyOf(children);
    }

    /** What became of the alert at a node. */
    public enum Result {
        /** It matches, and none below does: this node takes the alert. */
        TAKES,
        /** It matches, and at least one below took the alert. */
        PASSED_ON,
        /** A matcher does not hold. */
        REFUSED,
        /** A sibling before it took the alert and does not {@code continue}. */
        NOT_TRIED
    }

    /**
     * A matcher that does not hold.
     *
     * @param value what the alert has; empty when it lacks the label
     */
    public record Failed(Matcher matcher, String value) {}

    /** The walk from a node down. */
    static RouteStep of(Route route, Labels alert) {
        List<Failed> failed = new ArrayList<>(1);
        for (Matcher matcher : route.matchers().list()) {
            String value = alert.orEmpty(matcher.name());
            if (!matcher.matches(value)) failed.add(new Failed(matcher, value));
        }
        if (!failed.isEmpty()) return new RouteStep(route, Result.REFUSED, failed, List.of());
        List<RouteStep> children = new ArrayList<>();
        boolean taken = false;
        boolean over = false;
        for (Route child : route.children()) {
            RouteStep step = over ? new RouteStep(child, Result.NOT_TRIED, List.of(), List.of()) : of(child, alert);
            children.add(step);
            taken |= step.matched();
            over |= step.matched() && !child.goesOn();
        }
        return new RouteStep(route, taken ? Result.PASSED_ON : Result.TAKES, List.of(), children);
    }

    /** Whether the alert fulfils the node. */
    public boolean matched() {
        return switch (result) {
            case TAKES, PASSED_ON -> true;
            case REFUSED, NOT_TRIED -> false;
        };
    }
}
