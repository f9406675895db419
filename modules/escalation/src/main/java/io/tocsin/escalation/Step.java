package io.tocsin.escalation;

import java.util.List;

/** An incident after a decision, and what follows from it, in order. */
public record Step(Incident incident, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
