package io.tocsin.escalation;

import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How people are reached.
 *
 * @param severities what a severity means to people; one that is not named is told at once
 * @param rules by user name; whoever has none hears by all contact methods at once, at any hour
 */
public record Reach(Map<Severity, Meaning> severities, Map<String, ContactRules> rules) {
    /** Everybody by all methods at once, whatever it is about. */
    public static final Reach AT_ONCE = new Reach(Map.of(), Map.of());

    private static final Meaning URGENT = new Meaning(Urgency.HIGH, null);

    public Reach {
        severities = Map.copyOf(severities);
        rules = Map.copyOf(rules);
    }

    /**
     * What a severity means to people.
     *
     * @param notifyWithin by when a page must have arrived, from the start of a round; null for no such promise
     */
    public record Meaning(Urgency urgency, @Nullable Duration notifyWithin) {
        public Meaning {
            if (notifyWithin != null && !notifyWithin.isPositive()) {
                throw new IllegalArgumentException("cannot promise to notify within " + notifyWithin);
            }
        }
    }

    /** How urgent a severity is. */
    public Urgency urgency(Severity severity) {
        return severities.getOrDefault(severity, URGENT).urgency();
    }

    /** By when a page of that severity must have arrived; null for no promise. */
    public @Nullable Duration notifyWithin(Severity severity) {
        return severities.getOrDefault(severity, URGENT).notifyWithin();
    }

    /** When a page uses which contact method of somebody; null for all of them at once. */
    public @Nullable List<Way> ways(String user, Urgency urgency, Instant now) {
        ContactRules theirs = rules.get(user);
        return theirs == null ? null : theirs.plan(urgency, now);
    }

    /** When the first of them hears of a page of now; {@code now} when one of them does at once, or will never hear of it. */
    public Instant firstHeard(Collection<String> users, Urgency urgency, Instant now) {
        Instant first = null;
        for (String user : users) {
            List<Way> ways = ways(user, urgency, now);
            if (ways == null || ways.isEmpty()) return now;
            Instant at = ways.getFirst().at();
            if (first == null || at.isBefore(first)) first = at;
        }
        return first == null ? now : first;
    }

    /** Whether it makes a difference to any of them how urgent it is. */
    boolean differs(Collection<String> users) {
        return users.stream().anyMatch(rules::containsKey);
    }
}
