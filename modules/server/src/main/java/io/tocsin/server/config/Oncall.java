package io.tocsin.server.config;

import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Reach;
import io.tocsin.oncall.Schedule;
import java.util.Map;

/**
 * What oncall.yml says: everything that is named in it exists.
 *
 * @param policyOfReceiver which receiver of routing.yml starts which policy
 * @param reach how urgent what is, and how each user wants to be told
 * @param handoffs who hears that a schedule went to another person, by schedule; where nothing is said, nobody does
 */
public record Oncall(
        Map<String, Person> users,
        Map<String, Schedule> schedules,
        Map<String, Policy> policies,
        Map<String, String> policyOfReceiver,
        Reach reach,
        Map<String, HandoffRule> handoffs) {
    public static final Oncall NOBODY =
            new Oncall(Map.of(), Map.of(), Map.of(), Map.of(), ReachReader.UNSAID, Map.of());

    public Oncall {
        users = Map.copyOf(users);
        schedules = Map.copyOf(schedules);
        policies = Map.copyOf(policies);
        policyOfReceiver = Map.copyOf(policyOfReceiver);
        handoffs = Map.copyOf(handoffs);
    }

    /** The same with other shifts. */
    public Oncall with(Map<String, Schedule> changed) {
        return new Oncall(users, changed, policies, policyOfReceiver, reach, handoffs);
    }

    /** The same in which nobody hears that a schedule went to another person: a rehearsal is about pages. */
    public Oncall withoutHandoffs() {
        return new Oncall(users, schedules, policies, policyOfReceiver, reach, Map.of());
    }
}
