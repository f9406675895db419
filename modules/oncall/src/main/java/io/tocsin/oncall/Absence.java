package io.tocsin.oncall;

import java.time.Instant;

/**
 * Somebody cannot be on call in {@code [from, to)}: holidays, parental leave, a flight.
 *
 * @param why for people; may be empty
 */
public record Absence(String user, Instant from, Instant to, String why) {
    public Absence {
        if (user.isBlank()) throw new IllegalArgumentException("cannot build absence: the user name is blank");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "cannot build absence of " + user + ": it ends at " + to + ", not after its start " + from);
        }
    }

    boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
