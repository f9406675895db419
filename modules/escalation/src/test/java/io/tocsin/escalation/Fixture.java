package io.tocsin.escalation;

import io.tocsin.escalation.Target.ScheduleTarget;
import io.tocsin.escalation.Target.UserTarget;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Labels;
import io.tocsin.oncall.Layer;
import io.tocsin.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The usual company: anna and bob take turns as primary, carol is secondary, and the policy is the default one. */
final class Fixture {
    static final Instant NOON = Instant.parse("2026-06-03T12:00:00Z");

    static final Policy DEFAULT = Policy.of(
            "default",
            List.of(
                    level(0, Unless.ACKNOWLEDGED, new ScheduleTarget("primary")),
                    level(15, Unless.ACKNOWLEDGED, new ScheduleTarget("secondary"), new UserTarget("eng-manager")),
                    level(30, Unless.RESOLVED, new UserTarget("cto"), new UserTarget("vp-eng")),
                    level(60, Unless.RESOLVED, new UserTarget("executives"), new UserTarget("incident-commander"))),
            List.of(new UserTarget("ops")));

    static final Schedule PRIMARY = schedule("primary", "anna", "bob");
    static final Schedule SECONDARY = schedule("secondary", "carol");
    static final Schedule EMPTY = schedule("empty");

    static final Escalation ESCALATION = escalation(DEFAULT);

    private Fixture() {}

    static Escalation escalation(Policy policy) {
        return new Escalation(
                Map.of(policy.name(), policy), Map.of("primary", PRIMARY, "secondary", SECONDARY, "empty", EMPTY));
    }

    static Level level(int minutes, Unless unless, Target... targets) {
        return new Level(Duration.ofMinutes(minutes), unless, List.of(targets));
    }

    /** Daily turns with a hand-off at noon, UTC. */
    static Schedule schedule(String name, String... users) {
        List<Layer> layers = users.length == 0
                ? List.of()
                : List.of(new Layer(List.of(users), LocalDateTime.parse("2026-06-01T12:00"), Period.ofDays(1)));
        return new Schedule(name, ZoneId.of("UTC"), layers, List.of());
    }

    static AlertGroup group(String... severities) {
        List<Alert> alerts = Arrays.stream(severities)
                .map(severity -> alert("HighErrorRate" + severity, severity, NOON))
                .toList();
        return group(alerts.toArray(Alert[]::new));
    }

    static AlertGroup group(Alert... alerts) {
        return new AlertGroup("{}:{service=\"pay\"}", Labels.of("service", "pay"), "ops-slack", List.of(alerts));
    }

    /** Another group, of one alert. */
    static AlertGroup other() {
        Alert alert = alert("PoolExhausted", "high", NOON);
        return new AlertGroup("{}:{service=\"db\"}", Labels.of("service", "db"), "ops-slack", List.of(alert));
    }

    /** The same group with nothing firing. */
    static AlertGroup ended(AlertGroup group, Instant now) {
        List<Alert> over =
                group.alerts().stream().map(alert -> alert.endedAt(now, now)).toList();
        return new AlertGroup(group.key(), group.labels(), group.receiver(), over);
    }

    static Alert alert(String name, String severity, Instant startsAt) {
        Labels labels = Labels.of(Labels.ALERTNAME, name, Labels.SEVERITY, severity);
        return new Alert(labels, Map.of(), startsAt, null, startsAt, "", List.of(), "");
    }

    static Instant minute(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }
}
