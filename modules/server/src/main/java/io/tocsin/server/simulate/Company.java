package io.tocsin.server.simulate;

import io.tocsin.server.simulate.Plan.Rung;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The company in which all stories play: written as the files that the product reads, and read by the oracle as it stands here, so
 * that neither sees the other's reading of it. It has two editions; a reload goes from one to the other.
 */
public record Company(Map<String, Plan> plans, Map<String, Rota> rotas) {
    /** How many editions there are. */
    public static final int EDITIONS = 2;

    /** A group waits that long before it is told, and is looked at so often. */
    static final long GROUP_WAIT = Story.seconds(10);

    static final long GROUP_INTERVAL = Story.minutes(30);
    static final long REPEAT_INTERVAL = Story.hours(4);

    /** How many messages a channel takes at once, and a minute after that. */
    static final int BURST = 6;

    static final int PER_MINUTE = 4;

    /** Subjects of this plan are told to a channel and page nobody. */
    static final String PLAIN = "plain";

    static final List<String> PEOPLE = List.of("anna", "bob", "carol", "dave", "erin", "frank");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDateTime START = LocalDateTime.parse("2026-01-05T09:00");

    private static final Company FIRST = company(List.of("anna", "bob"), 15);
    private static final Company SECOND = company(List.of("anna", "carol"), 12);

    private static Company company(List<String> primary, int second) {
        Plan usual = new Plan(
                List.of(
                        rung(0, false, "rota:primary"),
                        rung(second, false, "rota:secondary", "dave"),
                        rung(30, true, "erin"),
                        rung(60, true, "dave", "erin")),
                "frank",
                0,
                0,
                0,
                0);
        Plan again = new Plan(
                List.of(rung(0, false, "rota:primary"), rung(10, false, "bob")),
                "frank",
                Story.hours(3),
                Story.minutes(25),
                2,
                0);
        Plan hollow = new Plan(
                List.of(rung(0, false, "rota:nobody"), rung(10, false, "carol"), rung(40, true, "rota:secondary")),
                "frank",
                0,
                0,
                0,
                Story.minutes(7));
        Rota secondary = new Rota(List.of("carol", "dave"), 7, START, BERLIN);
        return new Company(
                new TreeMap<>(Map.of("usual", usual, "again", again, "hollow", hollow)),
                new TreeMap<>(Map.of(
                        "primary",
                        new Rota(primary, 1, START, BERLIN),
                        "secondary",
                        secondary,
                        "nobody",
                        new Rota(List.of(), 1, START, BERLIN))));
    }

    private static Rung rung(int minutes, boolean untilResolved, String... who) {
        return new Rung(Story.minutes(minutes), untilResolved, List.of(who));
    }

    /** An edition, from 0. */
    public static Company edition(int number) {
        return number == 0 ? FIRST : SECOND;
    }

    /** The plan of a subject, by what its name begins with; empty for one that pages nobody. */
    static String planOf(String subject) {
        return subject.substring(0, subject.indexOf('-'));
    }

    /** Whom a level means at an instant, each person once. */
    Set<String> who(Rung rung, Instant at) {
        Set<String> who = new LinkedHashSet<>();
        for (String name : rung.who()) {
            Rota rota = name.startsWith("rota:") ? rotas.get(name.substring(5)) : null;
            if (rota == null) who.add(name);
            else who.addAll(rota.at(at));
        }
        return who;
    }

    /** As alertmanager.yml. */
    public String routingYml() {
        StringBuilder yml = new StringBuilder("""
                global:
                  slack_api_url: https://slack.invalid/hook
                  smtp_smarthost: mail.invalid:25
                  smtp_from: tocsin@simulated.invalid
                route:
                  receiver: plain
                  group_by: [alertname]
                  group_wait: 10s
                  group_interval: 30m
                  repeat_interval: 4h
                  routes:
                """);
        plans.keySet()
                .forEach(plan -> yml.append("    - {matchers: ['plan=\"%s\"'], receiver: %s}\n".formatted(plan, plan)));
        yml.append("receivers:\n");
        for (String receiver : plans.keySet()) yml.append(receiver(receiver));
        return yml.append(receiver(PLAIN)).toString();
    }

    private static String receiver(String name) {
        return """
                  - name: %s
                    labels: {tocsin_burst: '%d', tocsin_per_minute: '%d'}
                    slack_configs: [{channel: '#%s', send_resolved: true}]
                """.formatted(name, BURST, PER_MINUTE, name);
    }

    /** As oncall.yml. */
    public String oncallYml() {
        StringBuilder yml = new StringBuilder("users:\n");
        for (String user : PEOPLE) {
            yml.append("  %s: {name: %s, contact_methods: {slack: U-%s, email: %s@simulated.invalid}}\n"
                    .formatted(user, user, user, user));
        }
        yml.append("schedules:\n");
        rotas.forEach((name, rota) -> yml.append(schedule(name, rota)));
        yml.append("escalation_policies:\n");
        plans.forEach((name, plan) -> yml.append(policy(name, plan)));
        yml.append("receivers:\n");
        plans.keySet().forEach(name -> yml.append("  %s: %s\n".formatted(name, name)));
        return yml.toString();
    }

    private static String schedule(String name, Rota rota) {
        String head = "  %s:\n    time_zone: %s\n    coverage: optional\n".formatted(name, rota.zone());
        if (rota.users().isEmpty()) return head;
        return head
                + "    layers: [{users: [%s], start: %s, every: %dd}]\n"
                        .formatted(String.join(", ", rota.users()), rota.start(), rota.days());
    }

    private static String policy(String name, Plan plan) {
        StringBuilder yml = new StringBuilder("  %s:\n    fallback: [{user: %s}]\n".formatted(name, plan.fallback()));
        if (plan.ackTimeout() > 0) yml.append("    ack_timeout: %ds\n".formatted(plan.ackTimeout() / 1000));
        if (plan.resolveAfter() > 0) yml.append("    resolve_after: %ds\n".formatted(plan.resolveAfter() / 1000));
        if (plan.repeatEvery() > 0)
            yml.append(
                    "    repeat: {every: %ds, times: %d}\n".formatted(plan.repeatEvery() / 1000, plan.repeatTimes()));
        yml.append("    levels:\n");
        for (Rung rung : plan.rungs()) {
            List<String> targets = rung.who().stream()
                    .map(who ->
                            who.startsWith("rota:") ? "{schedule: " + who.substring(5) + "}" : "{user: " + who + "}")
                    .toList();
            yml.append("      - {after: %ds, unless: %s, notify: [%s]}\n"
                    .formatted(
                            rung.after() / 1000,
                            rung.untilResolved() ? "resolved" : "acknowledged",
                            String.join(", ", targets)));
        }
        return yml.toString();
    }
}
