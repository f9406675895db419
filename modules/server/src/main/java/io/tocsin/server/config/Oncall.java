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
 */
public record Oncall(
        Map<String, Person> users,
        Map<String, Schedule> schedules,
        Map<String, Policy> policies,
        Map<String, String> policyOfReceiver,
        Reach reach) {
    public static final Oncall NOBODY = new Oncall(Map.of(), Map.of(), Map.of(), Map.of(), ReachReader.UNSAID);

    public Oncall {
        users = Map.copyOf(users);
        schedules = Map.copyOf(schedules);
        policies = Map.copyOf(policies);
        policyOfReceiver = Map.copyOf(policyOfReceiver);
    }

    /** The same with other shifts. */
    public Oncall with(Map<String, Schedule> changed) {
        return new Oncall(users, changed, policies, policyOfReceiver, reach);
    }
}
