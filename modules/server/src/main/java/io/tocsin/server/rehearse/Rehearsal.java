package io.tocsin.server.rehearse;

import io.tocsin.model.EventParser;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a rehearsal needs of the server.
 *
 * @param people routing, escalation and on-call
 * @param doors makes a way in that has seen nothing yet
 * @param parser reads one event
 * @param times the names under which an event may carry its time
 * @param teams the team of each receiver that has one
 */
public record Rehearsal(
        People people, Supplier<Door> doors, EventParser parser, Set<String> times, Map<String, String> teams) {
    public Rehearsal {
        times = Set.copyOf(times);
        teams = Map.copyOf(teams);
    }
}
