package io.tocsin.oncall;

import java.time.Instant;

/**
 * One person instead of everybody of a schedule, in {@code [from, to)}.
 *
 * @param from the first instant that it covers
 * @param to the first instant that it no longer covers, after {@code from}
 */
public record ScheduleOverride(String user, Instant from, Instant to) {
    public ScheduleOverride {
        if (user.isBlank()) throw new IllegalArgumentException("cannot build override: the user name is blank");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "cannot build override: it ends at " + to + ", not after its start " + from);
        }
    }

    boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
