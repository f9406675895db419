package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.routing.RouterState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts whatever waits for an instant back together with the clock on the wall: looks at groups, levels, retries. Else all of it would
 * wait until the clock has caught up. On the alert loop.
 */
final class SetBack {
    private static final Logger log = LoggerFactory.getLogger(SetBack.class);

    private final RoutingDesk routing;
    private final IncidentDesk incidents;
    private final Messages messages;

    SetBack(RoutingDesk routing, IncidentDesk incidents, Messages messages) {
        this.routing = routing;
        this.incidents = incidents;
        this.messages = messages;
    }

    /** The clock was set, back if negative. Forward needs nothing: what is due is found by its instant. */
    void by(Duration step, Turn turn) {
        if (!step.isNegative()) return;
        long seconds = Math.round(step.abs().toMillis() / 1000.0);
        log.warn("the clock was set back by {} s: what waits goes on waiting as long as it would have", seconds);
        // Messages are known by the instants of looks, none of which may come a second time.
        Duration back = step.abs().minusNanos(1);
        turn.attempt(() -> routing.clockSetBack(back, turn));
        turn.attempt(() -> incidents.clockSetBack(back, turn));
        turn.attempt(() -> messages.clockSetBack(back, turn));
    }

    /**
     * By how much at least the clock was set back while nobody was there, as a negative time; zero when it does not show. What is
     * moved by {@link #by} is all that counts, or else one step would be found at every start.
     */
    static Duration whileAway(RouterState groups, List<Incident> incidents, Instant now) {
        Instant last = groups.lastLook() == null ? Instant.MIN : groups.lastLook();
        for (Incident incident : incidents) {
            Instant began = incident.progress().roundStartedAt();
            if (incident.open() && began.isAfter(last)) last = began;
        }
        if (last.equals(Instant.MIN)) return Duration.ZERO;
        Duration step = Duration.between(last, now);
        return step.isNegative() && step.abs().compareTo(ClockWatch.STEP) >= 0 ? step : Duration.ZERO;
    }
}
