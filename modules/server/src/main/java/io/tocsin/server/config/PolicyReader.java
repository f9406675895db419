package io.tocsin.server.config;

import io.tocsin.escalation.Level;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.Unless;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code escalation_policies:} of oncall.yml. */
final class PolicyReader {
    /** With the shortest sensible pause this is days of paging; by then it is not the policy that will help. */
    private static final int REPEATS_MAX = 1000;

    private final Set<String> users;
    private final Map<String, List<String>> groups;
    private final Set<String> schedules;
    private final Map<String, List<Target>> roles = new LinkedHashMap<>();

    PolicyReader(Set<String> users, Map<String, List<String>> groups, Set<String> schedules) {
        this.users = users;
        this.groups = groups;
        this.schedules = schedules;
    }

    Map<String, Policy> read(Section root) {
        readRoles(root.section("roles"));
        Map<String, Policy> policies = new LinkedHashMap<>();
        root.named("escalation_policies")
                .forEach((name, section) -> policy(name, section).ifPresent(policy -> policies.put(name, policy)));
        return policies;
    }

    /** Who a role is, said once for all policies: users, groups and schedules, and no other role. */
    private void readRoles(@Nullable Section section) {
        if (section == null) return;
        Map<String, List<Target>> read = new LinkedHashMap<>();
        for (String role : section.keys()) {
            int before = section.problems().list().size();
            List<Target> who = targets(section, role);
            boolean empty = who.isEmpty() && section.problems().list().size() == before;
            if (empty) section.problem(role, "role '" + role + "' must name at least one user, group or schedule");
            read.put(role, who);
        }
        roles.putAll(read);
    }

    /** Empty when anything in it is wrong: what is left of a broken policy would only raise problems of its own. */
    private Optional<Policy> policy(String name, Section section) {
        int before = section.problems().list().size();
        List<Level> levels = new ArrayList<>();
        for (Section level : section.sections("levels")) level(level).ifPresent(levels::add);
        List<Target> fallback = targets(section, "fallback");
        Duration ackTimeout = section.duration("ack_timeout", Duration.ZERO);
        Duration resolveAfter = section.duration("resolve_after", Duration.ZERO);
        Policy.Repeat repeat = repeat(section);
        section.done();
        if (section.problems().list().size() > before) return Optional.empty();
        try {
            return Optional.of(new Policy(
                    name,
                    levels,
                    fallback,
                    ackTimeout.isZero() ? null : ackTimeout,
                    repeat,
                    resolveAfter.isZero() ? null : resolveAfter));
        } catch (IllegalArgumentException e) {
            section.problems().add(section.mark(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Policy.@Nullable Repeat repeat(Section policy) {
        Section section = policy.section("repeat");
        if (section == null) return null;
        Duration every = section.duration("every", Duration.ofHours(1));
        int times = section.scalar("times", 1, "a number from 1 to " + REPEATS_MAX, PolicyReader::times);
        section.done();
        return new Policy.Repeat(every, times);
    }

    private static @Nullable Integer times(String text) {
        if (!text.matches("\\d{1,4}")) return null;
        int times = Integer.parseInt(text);
        return times < 1 || times > REPEATS_MAX ? null : times;
    }

    private Optional<Level> level(Section section) {
        int before = section.problems().list().size();
        Duration after = section.duration("after", Duration.ZERO);
        Unless unless =
                section.scalar("unless", Unless.ACKNOWLEDGED, "'acknowledged' or 'resolved'", PolicyReader::unless);
        List<Target> notify = targets(section, "notify");
        section.done();
        if (section.problems().list().size() > before) return Optional.empty();
        if (notify.isEmpty()) {
            section.problem("notify", "'notify' must name at least one user, group, role or schedule");
            return Optional.empty();
        }
        return Optional.of(new Level(after, unless, notify));
    }

    private static @Nullable Unless unless(String text) {
        return switch (text) {
            case "acknowledged" -> Unless.ACKNOWLEDGED;
            case "resolved" -> Unless.RESOLVED;
            default -> null;
        };
    }

    private List<Target> targets(Section section, String key) {
        List<Target> targets = new ArrayList<>();
        for (Section target : section.sections(key)) {
            String schedule = target.text("schedule");
            String user = target.text("user");
            String group = target.text("group");
            if (schedule != null && Names.require(target, "schedule", "schedule", schedule, schedules)) {
                targets.add(new Target.ScheduleTarget(schedule));
            }
            if (user != null && Names.require(target, "user", "user", user, users)) {
                targets.add(new Target.UserTarget(user));
            }
            if (group != null && Names.require(target, "group", "group", group, groups.keySet())) {
                groups.getOrDefault(group, List.of()).forEach(member -> targets.add(new Target.UserTarget(member)));
            }
            String role = target.text("role");
            if (role != null && Names.require(target, "role", "role", role, roles.keySet())) {
                targets.addAll(roles.getOrDefault(role, List.of()));
            }
            target.done();
        }
        return targets.stream().distinct().toList();
    }
}
