package io.tocsin.server;

import io.tocsin.routing.Effect;
import java.util.Map;
import java.util.Objects;

/**
 * What asked for a message, as far as the templates of alertmanager.yml may ask for it.
 *
 * @param reason why it is sent, in Alertmanager's words: {@code NotificationReason}; empty for what Alertmanager does not know
 * @param routeLabels the labels of the route; may be templates
 */
record Cause(String reason, Map<String, String> routeLabels) {
    static final Cause NONE = new Cause("", Map.of());

    private static final String FIRST = "first notification";

    Cause {
        reason = Objects.requireNonNullElse(reason, "");
        routeLabels = routeLabels == null ? Map.of() : Map.copyOf(routeLabels);
    }

    static Cause of(Effect.Flush flush) {
        String reason = switch (flush.reason()) {
            case FIRST -> FIRST;
            case NEW_ALERTS -> "new alerts added";
            case SOME_RESOLVED -> "some alerts resolved";
            case ALL_RESOLVED -> "all alerts resolved";
            case REPEAT -> "repeat interval elapsed";
        };
        return new Cause(reason, flush.routeLabels());
    }

    /** Whether the receiver heard nothing of this group before, so that nothing can be continued. */
    boolean isFirst() {
        return reason.equals(FIRST);
    }
}
