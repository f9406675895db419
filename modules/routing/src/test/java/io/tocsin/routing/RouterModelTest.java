package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Days of random alerts, ends and silences: against a naive model, and with crashes at any point. */
class RouterModelTest {
    private static final String CONFIG = """
            route:
              receiver: all
              group_by: [alertname]
              group_wait: 30s
              group_interval: 5m
              repeat_interval: 4h
              routes:
              - matchers: [team=a]
                receiver: a
                continue: true
                group_by: [...]
                group_wait: 0s
                group_interval: 1m
                repeat_interval: 7m
              - {matchers: [team=~"a|b"], receiver: b, group_by: [], mute_time_intervals: [nights]}
            receivers:
            - name: all
              webhook_configs: [{url: 'http://all'}, {url: 'http://firing', send_resolved: false}]
            - name: a
              webhook_configs: [{url: 'http://a'}]
            - name: b
              webhook_configs: [{url: 'http://b', send_resolved: false}]
            inhibit_rules:
            - {source_matchers: [severity=critical], target_matchers: [severity!=critical], equal: [alertname]}
            - {source_matchers: [alertname=n1], target_matchers: [team=b]}
            time_intervals:
            - {name: nights, time_intervals: [{times: [{start_time: '22:00', end_time: '06:00'}]}]}
            """;

    private static final String[] SEVERITIES = {"critical", "warning", "info"};
    private static final String[] TEAMS = {"a", "b", "c"};

    /** Something random that happens to a router. */
    private static void happens(Lab lab, Random random) {
        double now = Lab.seconds(lab.now);
        String[] labels = {
            "alertname",
            "n" + random.nextInt(3),
            "i",
            "" + random.nextInt(3),
            "team",
            TEAMS[random.nextInt(3)],
            "severity",
            SEVERITIES[random.nextInt(3)],
        };
        switch (random.nextInt(30)) {
            case 0, 1, 2, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 -> lab.fires(labels);
            case 3, 4, 5, 22, 23, 24, 25 -> lab.ends(labels);
            case 6 -> lab.foreign(Lab.alert(now - random.nextInt(600), null, labels));
            case 7 -> lab.foreign(Lab.alert(now, now + random.nextInt(900), labels));
            case 8 ->
                lab.silence("", now + random.nextInt(600), now + 600 + random.nextInt(4_000), "alertname=" + labels[1]);
            case 9 -> lab.silence("", now, now + random.nextInt(3000), "severity=~\"crit.*|" + labels[7] + "\"");
            case 10, 26, 27, 28 -> lab.expire("s" + random.nextInt(20));
            default -> lab.silence("s" + random.nextInt(20), now, now + 900, "alertname=n1");
        }
    }

    private static double pause(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(30_000) / 1000.0;
            case 2 -> random.nextInt(600);
            default -> random.nextInt(4) * 60;
        };
    }

    @RepeatedTest(6)
    void aRouterThatCrashesAtAnyPointGoesOnAsIfNothingHadHappened(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        Random twin = new Random(seed);
        Random crashes = new Random(seed + 1);
        Lab steady = new Lab(CONFIG);
        Lab crashing = new Lab(CONFIG);
        for (int step = 0; step < 300; step++) {
            happens(steady, random);
            happens(crashing, twin);
            if (crashes.nextInt(5) == 0) crashing.crash();
            steady.to(Lab.seconds(steady.now) + pause(random));
            crashing.to(Lab.seconds(crashing.now) + pause(twin));
            assertThat(crashing.effects).as("seed %s step %s", seed, step).hasSameSizeAs(steady.effects);
        }
        assertThat(crashing.effects).as("seed " + seed).containsExactlyInAnyOrderElementsOf(steady.effects);
        assertThat(crashing.told).as("seed " + seed).isEqualTo(steady.told);
        assertThat(steady.told).hasSizeGreaterThan(10);
    }

    @RepeatedTest(3)
    void aReloadOfTheSameFileTellsNobodyAnything(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        Lab lab = new Lab(CONFIG.replaceAll("mute_time_intervals: .nights.", "continue: false"));
        for (int step = 0; step < 100; step++)
            lab.fires("alertname", "n" + random.nextInt(9), "team", TEAMS[random.nextInt(3)])
                    .to(step);
        lab.to(10_000);
        lab.told.clear();

        lab.reload(lab.router.config().original()).to(10_000);

        assertThat(lab.told).as("seed " + seed).isEmpty();
        assertThat(lab.router.groups(AlertFilter.ALL, lab.now)).isNotEmpty();
    }

    /** The naive model: one group, no silences; who was told what is worked out anew at each tick from everything heard. */
    private static final class Naive {
        final List<String> told = new ArrayList<>();
        private final Map<String, @Nullable Double> ends = new TreeMap<>();
        private final Set<String> logFiring = new TreeSet<>();
        private final Set<String> logResolved = new TreeSet<>();
        private @Nullable Double loggedAt;

        void hear(String name, @Nullable Double end) {
            ends.put(name, end);
        }

        void tick(double t, boolean sendResolved, double repeat) {
            Map<String, String> firing = new HashMap<>();
            Set<String> resolved = new TreeSet<>();
            ends.forEach((name, end) -> {
                if (end == null || end > t) firing.put(name, name);
                else resolved.add(name);
            });
            Double last = loggedAt;
            boolean known = last != null;
            boolean news = known ? !logFiring.containsAll(firing.keySet()) : !firing.isEmpty();
            boolean over = known && firing.isEmpty() && !logFiring.isEmpty();
            boolean some = known && !firing.isEmpty() && sendResolved && !logResolved.containsAll(resolved);
            boolean again = last != null && !firing.isEmpty() && last + repeat <= t;
            if (news || over || some || again) {
                if (!firing.isEmpty() || sendResolved)
                    told.add(t + " " + new TreeSet<>(firing.keySet()) + (sendResolved ? resolved : ""));
                logFiring.clear();
                logFiring.addAll(firing.keySet());
                logResolved.clear();
                logResolved.addAll(resolved);
                loggedAt = t;
            }
            ends.keySet().removeAll(resolved);
            logFiring.removeAll(resolved);
            if (ends.isEmpty()) loggedAt = null;
        }
    }

    @RepeatedTest(4)
    void agreesWithTheNaiveModel(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        boolean sendResolved = random.nextBoolean();
        int repeat = 60 * (1 + random.nextInt(40));
        Lab lab = new Lab("""
                route: {receiver: t, group_wait: 0s, group_interval: 1m, repeat_interval: %ss}
                receivers:
                - name: t
                  webhook_configs: [{url: 'http://t', send_resolved: %s}]
                """.formatted(repeat, sendResolved));
        // The anchor keeps the group, and its ticks, for ever.
        Naive naive = new Naive();
        lab.fires("alertname", "anchor").to(0);
        naive.hear("anchor", null);
        naive.tick(0, sendResolved, repeat);
        for (int minute = 0; minute < 3 * 24 * 60; minute++) {
            for (int event = random.nextInt(3); event > 0; event--) {
                String name = "n" + random.nextInt(4);
                lab.to(minute * 60 + 50 - 10 * event);
                boolean fires = random.nextInt(3) == 0;
                if (fires) lab.fires("alertname", name);
                else lab.ends("alertname", name);
                naive.hear(name, fires ? null : Lab.seconds(lab.now));
            }
            lab.to((minute + 1) * 60);
            naive.tick((minute + 1) * 60.0, sendResolved, repeat);
        }
        assertThat(told(lab, sendResolved)).as("seed " + seed).isEqualTo(naive.told);
    }

    private static List<String> told(Lab lab, boolean all) {
        return lab.told.stream()
                .map(notice -> {
                    Set<String> firing = new TreeSet<>();
                    Set<String> over = new TreeSet<>();
                    for (String alert : notice.alerts()) {
                        if (alert.endsWith("!")) over.add(alert.replace("!", ""));
                        else firing.add(alert);
                    }
                    return notice.t() + " " + firing + (all ? over : "");
                })
                .toList();
    }

    @Test
    void tenThousandAlertsInFiveThousandGroupsFlushInWellUnderASecond() {
        RoutingConfig config = Lab.config(CONFIG.replace("group_by: [alertname]", "group_by: [alertname, i]"));
        List<Alert> storm = new ArrayList<>();
        for (int i = 0; i < 10_000; i++)
            storm.add(Lab.alert(0, null, "alertname", "n", "i", "" + i / 2, "j", "" + i, "severity", "info"));
        new Router(config).accept(storm, Lab.T0);
        Router router = new Router(config);

        // Processor time: others may be busy on the machine.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        router.accept(storm, Lab.T0);
        List<Effect> flushes = router.tick(Lab.at(30));
        Duration taken = Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);

        assertThat(flushes).filteredOn(Effect.Flush.class::isInstance).hasSize(5_000);
        assertThat(taken).isLessThan(Duration.ofSeconds(2));
    }
}
