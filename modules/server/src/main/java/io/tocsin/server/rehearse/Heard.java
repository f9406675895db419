package io.tocsin.server.rehearse;

import java.util.List;

/**
 * What people would have heard.
 *
 * @param told every message, in the order of leaving
 * @param steps of every incident, incident by incident in the order of opening
 */
public record Heard(List<Told> told, List<IncidentStep> steps) {
    public Heard {
        told = List.copyOf(told);
        steps = List.copyOf(steps);
    }
}
