package io.tocsin.server.rehearse;

import io.tocsin.rules.Firing;
import java.time.Instant;

/**
 * A decision of the rules on the virtual clock.
 *
 * @param at when it was made: in life, the moment at which routing hears of it
 */
public record Decided(Instant at, Firing firing) {
    /** Whether an alert began, which is what people count. */
    public boolean begins() {
        return firing instanceof Firing.Fired;
    }
}
