package io.tocsin.server;

import io.tocsin.escalation.ContactRules;
import io.tocsin.escalation.ContactStep;
import io.tocsin.escalation.Level;
import io.tocsin.escalation.Loudness;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Reach;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.Urgency;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.Shift;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.HandoffRule;
import io.tocsin.server.config.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds out who could not be reached, and when nobody would be, before it hurts. Pure. */
public final class OncallCheck {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Configuration configuration;
    private final AddressBook book;
    private final Instant from;
    private final Instant to;
    private final List<Finding> findings = new ArrayList<>();

    private OncallCheck(Configuration configuration, Instant from, Duration ahead) {
        this.configuration = configuration;
        this.book = new AddressBook(configuration);
        this.from = from;
        this.to = from.plus(ahead);
    }

    /**
     * One thing that would go wrong.
     *
     * @param grave whether a page could reach nobody because of it
     * @param about a user, schedule or policy by name
     * @param why one sentence
     */
    public record Finding(boolean grave, String about, String why) {}

    /** Looks at everything from an instant on. */
    public static List<Finding> of(Configuration configuration, Instant from, Duration ahead) {
        OncallCheck check = new OncallCheck(configuration, from, ahead);
        check.people();
        check.schedules();
        configuration.oncall().policies().values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(check::policy);
        return List.copyOf(check.findings);
    }

    private void people() {
        for (String user : asked()) {
            if (!book.methods(user).isEmpty()) {
                rules(user);
                continue;
            }
            Person person = configuration.oncall().users().get(user);
            String why = person != null && !person.contacts().isEmpty()
                    ? "none of " + String.join(", ", person.contacts().keySet())
                            + " can be used: routing.yml has no transport for it under 'global'"
                    : "there is no contact method";
            add(true, user, "cannot be reached: " + why);
        }
    }

    private void rules(String user) {
        Reach reach = configuration.oncall().reach();
        ContactRules rules = reach.rules().get(user);
        if (rules == null) return;
        for (Urgency urgency : List.of(Urgency.HIGH, Urgency.LOW)) {
            boolean told = rules.plan(urgency, from).stream()
                    .anyMatch(way -> book.methods(user).contains(way.via()));
            if (told) continue;
            List<String> named =
                    rules.of(urgency).stream().map(ContactStep::via).toList();
            add(
                    true,
                    user,
                    "cannot be told of " + urgency.name().toLowerCase(Locale.ROOT) + " urgency: none of "
                            + String.join(", ", named) + " can be used, or their hours never come");
        }
        Loudness.inverted(rules, from, to)
                .ifPresent(at -> add(
                        false,
                        user,
                        "hears of low urgency before high urgency at " + time(at, ZoneId.of("UTC")) + " UTC"));
    }

    /** Everybody whom a policy or a schedule may page. */
    private Set<String> asked() {
        Set<String> users = new TreeSet<>();
        for (Policy policy : configuration.oncall().policies().values()) {
            for (Target target : targets(policy)) {
                switch (target) {
                    case Target.UserTarget(String user) -> users.add(user);
                    case Target.ScheduleTarget(String name) -> users.addAll(serving(name));
                }
            }
        }
        return users;
    }

    private static List<Target> targets(Policy policy) {
        List<Target> targets = new ArrayList<>(policy.fallback());
        for (Level level : policy.levels()) targets.addAll(level.targets());
        return targets;
    }

    private Set<String> serving(String name) {
        Set<String> users = new LinkedHashSet<>();
        for (Shift shift : shifts(name)) users.addAll(shift.users());
        return users;
    }

    private List<Shift> shifts(String name) {
        Schedule schedule = configuration.oncall().schedules().get(name);
        return schedule == null ? List.of() : schedule.shifts(from, to);
    }

    private void schedules() {
        Map<String, Schedule> sorted = new TreeMap<>(configuration.oncall().schedules());
        Set<Target> used = new LinkedHashSet<>();
        configuration.oncall().policies().values().forEach(policy -> used.addAll(targets(policy)));
        sorted.forEach((name, schedule) -> {
            if (!used.contains(new Target.ScheduleTarget(name))) add(false, name, "no policy asks this schedule");
            for (Shift gap : schedule.gaps(from, to)) gap(schedule, gap);
            HandoffRule rule = configuration.oncall().handoffs().get(name);
            if (rule != null && rule.incoming()) handoff(name);
        });
    }

    /** No page is lost by it, so it is not grave. */
    private void handoff(String schedule) {
        for (String user : new TreeSet<>(serving(schedule))) {
            if (!PageWays.ofHandoff(user, book, from).isEmpty()) continue;
            Person person = configuration.oncall().users().get(user);
            String methods = person == null || person.contacts().isEmpty()
                    ? "there is no contact method"
                    : "none of " + String.join(", ", person.contacts().keySet())
                            + " works for it, which is told as low urgency is, and never by pagerduty";
            add(false, schedule, user + " will not hear of coming on call: " + methods);
        }
    }

    private void gap(Schedule schedule, Shift gap) {
        String when = time(gap.from(), schedule.zone()) + " to "
                + (gap.to().isBefore(to) ? time(gap.to(), schedule.zone()) : "the end of what was looked at");
        add(schedule.covered(), schedule.name(), "nobody is on call from " + when);
    }

    /** A level that pages only those who were paged by the one before wins nothing but time. */
    private void policy(Policy policy) {
        List<Level> levels = policy.levels();
        for (int i = 1; i < levels.size(); i++) {
            for (Instant at : handOvers(levels.get(i - 1), levels.get(i))) {
                Set<String> before = users(levels.get(i - 1), at);
                Set<String> now = users(levels.get(i), at);
                if (now.isEmpty() || !before.containsAll(now)) continue;
                add(
                        false,
                        policy.name(),
                        "level " + (i + 1) + " pages only " + String.join(", ", now) + ", as level " + i + " has, at "
                                + time(at, ZoneId.of("UTC")) + " UTC");
                break;
            }
        }
    }

    /** The instants at which who is asked by one of the levels changes. */
    private Set<Instant> handOvers(Level one, Level other) {
        Set<Instant> instants = new TreeSet<>();
        instants.add(from);
        for (Level level : List.of(one, other)) {
            for (Target target : level.targets()) {
                if (target instanceof Target.ScheduleTarget(String name)) {
                    shifts(name).forEach(shift -> instants.add(shift.from()));
                }
            }
        }
        return instants;
    }

    private Set<String> users(Level level, Instant at) {
        Set<String> users = new LinkedHashSet<>();
        for (Target target : level.targets()) {
            switch (target) {
                case Target.UserTarget(String user) -> users.add(user);
                case Target.ScheduleTarget(String name) -> {
                    Schedule schedule = configuration.oncall().schedules().get(name);
                    if (schedule != null) users.addAll(schedule.onCallAt(at));
                }
            }
        }
        return users;
    }

    private void add(boolean grave, String about, String why) {
        findings.add(new Finding(grave, about, why));
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.withZone(zone).format(at);
    }
}
