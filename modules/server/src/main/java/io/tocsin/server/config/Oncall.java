package io.tocsin.server.config;

import io.tocsin.escalation.Policy;
import io.tocsin.oncall.Schedule;
import java.util.Map;

/**
 * What oncall.yml says: everything that is named in it exists.
 *
 * @param policyOfReceiver which receiver of routing.yml starts which policy
 */
public record Oncall(
        Map<String, Person> users,
        Map<String, Schedule> schedules,
        Map<String, Policy> policies,
        Map<String, String> policyOfReceiver) {
    public static final Oncall NOBODY = new Oncall(Map.of(), Map.of(), Map.of(), Map.of());

    public Oncall {
        users = Map.copyOf(users);
        schedules = Map.copyOf(schedules);
        policies = Map.copyOf(policies);
        policyOfReceiver = Map.copyOf(policyOfReceiver);
    }
}
