package io.tocsin.escalation;

import io.tocsin.oncall.Hours;
import java.time.Duration;

/**
 * One step of somebody's notification rules.
 *
 * @param via the contact method, as configured
 * @param after how long after the page; not negative, at most {@link #AFTER_MAX}
 * @param during when it may be used; outside of these hours it waits until they begin
 */
public record ContactStep(String via, Duration after, Hours during) {
    /** A step that comes later than a day after the page wakes nobody for it: by then others have been asked. */
    public static final Duration AFTER_MAX = Duration.ofHours(24);

    public ContactStep {
        if (via.isBlank()) throw new IllegalArgumentException("cannot build notification rule: it names no method");
        if (after.isNegative() || after.compareTo(AFTER_MAX) > 0) {
            throw new IllegalArgumentException("cannot build notification rule: " + via + " comes after " + after
                    + ", allowed are 0s to " + AFTER_MAX.toHours() + "h");
        }
    }

    /** At once, at any hour. */
    public static ContactStep now(String via) {
        return new ContactStep(via, Duration.ZERO, Hours.ALWAYS);
    }
}
