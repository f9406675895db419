package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Long random histories: the router against the naive model, and against itself with a crash after every step. */
class RouterHistoryTest {
    private static final String CONFIG = """
            route:
              receiver: all
              group_by: [alertname]
              group_wait: 0s
              group_interval: 5m
              repeat_interval: 60m
              routes:
              - {matchers: [team=a], receiver: a, continue: true, group_by: [severity], group_interval: 2m, repeat_interval: 14m}
              - {matchers: [team=~"a|b"], receiver: b, group_by: [team]}
            receivers:
            - name: all
              webhook_configs: [{url: 'http://all'}]
            - name: a
              webhook_configs: [{url: 'http://a'}]
            - name: b
              webhook_configs: [{url: 'http://b', send_resolved: false}]
            inhibit_rules:
            - {source_matchers: [severity=critical], target_matchers: [severity=warning], equal: [alertname]}
            - {source_matchers: [alertname=n1], target_matchers: [team=b]}
            """;

    private static final int DAY = 24 * 60;

    @RepeatedTest(4)
    void tenDaysAgreeWithTheNaiveModel(RepetitionInfo repetition) {
        agrees(Seeds.of(repetition), 10 * DAY, 8);
    }

    @Test
    void aYearAgreesWithTheNaiveModel() {
        agrees(Seeds.first(), 365 * DAY, 60);
    }

    private static void agrees(long seed, int minutes, int gap) {
        List<History.Step> steps = History.random(new Random(seed), minutes, gap);
        String fault = fault(steps);
        if (fault != null)
            throw new AssertionError("seed " + seed + ": " + History.shrunk(steps, RouterHistoryTest::fault));
    }

    /** The first notice in which the two differ, or null. */
    private static @Nullable String fault(List<History.Step> steps) {
        Lab lab = new Lab(CONFIG);
        NaiveRouter naive = new NaiveRouter();
        int now = 0;
        for (History.Step step : steps) {
            for (; now < step.minute(); now++) naive.settle(now);
            naive.settle(now);
            lab.to(now * 60);
            happens(step, lab, naive);
            naive.settle(now);
            lab.to(now * 60);
            lab.effects.clear();
        }
        for (int end = now + DAY; now < end; now++) naive.settle(now);
        lab.to((now - 1) * 60);
        if (steps.size() > 100)
            assertThat(naive.told).as("a history in which something happens").hasSizeGreaterThan(100);
        return difference(lines(lab), naive.told.stream().sorted().toList());
    }

    private static @Nullable String difference(List<String> told, List<String> expected) {
        for (int i = 0; i < Math.max(told.size(), expected.size()); i++) {
            String one = i < told.size() ? told.get(i) : "nothing";
            String other = i < expected.size() ? expected.get(i) : "nothing";
            if (!one.equals(other)) return "told " + one + " instead of " + other;
        }
        return null;
    }

    private static void happens(History.Step step, Lab lab, NaiveRouter naive) {
        switch (step) {
            case History.Fires fires -> {
                lab.fires(named(fires.labels()));
                naive.hears(map(fires.labels()), true, fires.minute());
            }
            case History.Ends ends -> {
                lab.ends(named(ends.labels()));
                naive.hears(map(ends.labels()), false, ends.minute());
            }
            case History.Silences asked -> naive.silences(asked, silence(lab, asked));
            case History.Expires expires -> {
                lab.expire("s" + expires.number());
                naive.expires(expires.number(), expires.minute());
            }
        }
    }

    /** Asks for a silence; whether it was refused. */
    private static boolean silence(Lab lab, History.Silences asked) {
        TimeInterval during = asked.hours().isEmpty() ? null : hours(asked.hours());
        Silence wanted = new Silence(
                "",
                List.of(MatcherSyntax.one(asked.matcher())),
                lab.now.plusSeconds(asked.from() * 60L),
                lab.now.plusSeconds(asked.lasts() * 60L),
                lab.now,
                "me",
                "",
                Map.of(),
                asked.untilResolved(),
                during);
        return lab.silence(wanted) instanceof SilenceAnswer.Refused;
    }

    private static TimeInterval hours(List<Integer> hours) {
        TimeInterval.Times times = new TimeInterval.Times(hours.get(0) * 60, hours.get(1) * 60);
        return new TimeInterval(
                "hours",
                List.of(new TimeInterval.Entry(
                        List.of(times), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC)));
    }

    /** The lab names alerts by their name and the label i. */
    private static String[] named(List<String> labels) {
        List<String> more = new ArrayList<>(labels);
        more.addAll(List.of("i", labels.get(3) + labels.get(5)));
        return more.toArray(String[]::new);
    }

    private static Map<String, String> map(List<String> labels) {
        return Map.of(labels.get(0), labels.get(1), labels.get(2), labels.get(3), labels.get(4), labels.get(5));
    }

    private static List<String> lines(Lab lab) {
        return lab.told.stream()
                .map(notice -> {
                    String receiver = notice.integration()
                            .substring(0, notice.integration().indexOf('/'));
                    TreeSet<String> firing = new TreeSet<>(notice.alerts());
                    firing.removeIf(alert -> alert.endsWith("!"));
                    TreeSet<String> over = new TreeSet<>();
                    for (String alert : notice.alerts()) if (alert.endsWith("!")) over.add(alert.replace("!", ""));
                    return (int) (notice.t() / 60) + " " + receiver + " " + firing + (receiver.equals("b") ? "" : over);
                })
                .sorted()
                .toList();
    }

    /** After every batch of effects the router is built anew from what is remembered; with reloads in between. */
    @RepeatedTest(3)
    void aCrashAfterEveryStepChangesNothing(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        List<History.Step> steps = History.random(new Random(seed), 3 * DAY, 8);
        String fault = crashFault(steps, seed);
        if (fault != null)
            throw new AssertionError("seed " + seed + ": " + History.shrunk(steps, some -> crashFault(some, seed)));
    }

    private static @Nullable String crashFault(List<History.Step> steps, long seed) {
        Lab steady = new Lab(CONFIG);
        Lab crashing = new Lab(CONFIG);
        crashing.crashing = true;
        for (History.Step step : steps) {
            for (Lab lab : List.of(steady, crashing)) {
                lab.to(step.minute() * 60);
                happens(step, lab, new NaiveRouter());
                if (Math.floorMod(step.hashCode() + seed, 12) == 0) lab.reload(reloaded(step.minute()));
            }
            if (!steady.router.state().entities().equals(crashing.router.state().entities()))
                return "after " + step + " the state differs";
        }
        for (Lab lab : List.of(steady, crashing)) lab.to(Lab.seconds(lab.now) + DAY * 60);
        return difference(
                crashing.told.stream().map(Lab.Told::toString).toList(),
                steady.told.stream().map(Lab.Told::toString).toList());
    }

    /** The same file, or one with other groups, timers and inhibition. */
    private static String reloaded(int minute) {
        return switch (minute % 3) {
            case 0 -> CONFIG;
            case 1 ->
                CONFIG.replace("group_by: [severity]", "group_by: ['...']")
                        .replace("group_wait: 0s", "group_wait: 90s");
            default -> CONFIG.replace("equal: [alertname]", "equal: [team]").replace("team=~\"a|b\"", "team=b");
        };
    }
}
