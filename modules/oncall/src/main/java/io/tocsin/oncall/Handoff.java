package io.tocsin.oncall;

import java.time.Instant;
import java.util.List;

/**
 * A schedule goes from one person to another. Written down when it was told: what is known of a schedule is the last of these, so that
 * each change is told once, over restarts and however often somebody looks.
 *
 * @param at since when the new ones serve; later changes are later
 * @param from who served before; empty when nobody is known to have
 * @param users who serves from then on; empty only where nobody has served since the schedule was first looked at
 */
public record Handoff(String schedule, Instant at, List<String> from, List<String> users) {
    public Handoff {
        from = List.copyOf(from);
        users = List.copyOf(users);
    }

    /** Who serves and did not before. */
    public List<String> incoming() {
        return users.stream().filter(user -> !from.contains(user)).toList();
    }

    /** Who served and does so no longer. */
    public List<String> outgoing() {
        return from.stream().filter(user -> !users.contains(user)).toList();
    }
}
