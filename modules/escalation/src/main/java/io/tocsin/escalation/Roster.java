package io.tocsin.escalation;

import io.tocsin.oncall.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom targets mean at an instant, each person once.
 *
 * @param reasons user name to why this person, in order of the targets
 * @param silent schedules that have nobody then, or that no longer exist
 */
record Roster(Map<String, String> reasons, List<String> silent) {
    static Roster of(List<Target> targets, Map<String, Schedule> schedules, Instant at) {
        Map<String, String> reasons = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        for (Target target : targets) {
            switch (target) {
                case Target.UserTarget(String user) -> reasons.putIfAbsent(user, "named by the policy");
                case Target.ScheduleTarget(String name) -> {
                    Schedule schedule = schedules.get(name);
                    List<String> users = schedule == null ? List.of() : schedule.onCallAt(at);
                    users.forEach(user -> reasons.putIfAbsent(user, "on call for " + name));
                    if (users.isEmpty()) silent.add(name);
                }
            }
        }
        return new Roster(reasons, List.copyOf(silent));
    }

    List<String> users() {
        return List.copyOf(reasons.keySet());
    }
}
