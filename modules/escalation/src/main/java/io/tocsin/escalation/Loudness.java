package io.tocsin.escalation;

import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out when something is told sooner although it is less urgent: rules that were written at different times drift apart so. */
public final class Loudness {
    /** Hours that change more often than this many times in the range are looked at up to there. */
    private static final int CHANGES_MAX = 2_000;

    private final ContactRules rules;

    private Loudness(ContactRules rules) {
        this.rules = rules;
    }

    /**
     * The first instant in {@code [from, to)} at which a page of low urgency would be heard before one of high urgency, by any method
     * or by one that both use; empty when there is none. The answer changes only where hours do, so these instants are looked at.
     */
    public static Optional<Instant> inverted(ContactRules rules, Instant from, Instant to) {
        Loudness loudness = new Loudness(rules);
        return loudness.instants(from, to).stream()
                .filter(loudness::isInvertedAt)
                .findFirst();
    }

    private boolean isInvertedAt(Instant at) {
        List<Way> low = rules.plan(Urgency.LOW, at);
        List<Way> high = rules.plan(Urgency.HIGH, at);
        if (low.isEmpty()) return false;
        if (high.isEmpty() || low.getFirst().at().isBefore(high.getFirst().at())) return true;
        Map<String, Instant> urgent = new HashMap<>();
        high.forEach(way -> urgent.put(way.via(), way.at()));
        return low.stream().anyMatch(way -> way.at().isBefore(urgent.getOrDefault(way.via(), Instant.MIN)));
    }

    /** Where hours change, and as long before as a step comes after its page. */
    private Set<Instant> instants(Instant from, Instant to) {
        Set<Instant> instants = new TreeSet<>(Set.of(from));
        List<Duration> afters = new ArrayList<>();
        for (Urgency urgency : List.of(Urgency.LOW, Urgency.HIGH)) {
            rules.of(urgency).forEach(step -> afters.add(step.after()));
        }
        for (Hours hours : hours()) {
            Instant edge = hours.changeAfter(from);
            for (int i = 0; i < CHANGES_MAX && edge != null && edge.isBefore(to); i++) {
                instants.add(edge);
                for (Duration after : afters) {
                    Instant before = edge.minus(after);
                    if (before.isAfter(from)) instants.add(before);
                }
                edge = hours.changeAfter(edge);
            }
        }
        return instants;
    }

    private List<Hours> hours() {
        List<Hours> hours = new ArrayList<>();
        for (Urgency urgency : List.of(Urgency.LOW, Urgency.HIGH)) {
            rules.of(urgency).forEach(step -> hours.add(step.during()));
        }
        @Nullable Hours quiet = rules.quiet();
        if (quiet != null) hours.add(quiet);
        return hours;
    }
}
