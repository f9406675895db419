package io.tocsin.server.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A rotation in the plainest form, so that who serves can be counted on fingers.
 *
 * @param users in turn; empty for a schedule that nobody serves
 * @param days how long a turn lasts
 * @param start local time of the first hand-off; hand-offs lie outside the hours in which clocks change
 */
record Rota(List<String> users, int days, LocalDateTime start, ZoneId zone) {
    Rota {
        users = List.copyOf(users);
    }

    /** Who serves at an instant: one person, or nobody. */
    List<String> at(Instant instant) {
        LocalDateTime local = instant.atZone(zone).toLocalDateTime();
        if (users.isEmpty() || local.isBefore(start)) return List.of();
        long turn = Duration.between(start, local).toDays() / days;
        return List.of(users.get((int) (turn % users.size())));
    }
}
