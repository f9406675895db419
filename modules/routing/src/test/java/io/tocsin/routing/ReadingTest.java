package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Filtered reads: the same through the index as by asking everything, a page at a time too. */
class ReadingTest {
    private static final String CONFIG = """
            route:
              receiver: all
              group_by: [alertname]
              routes:
              - {matchers: [team=a], receiver: a, continue: true, group_by: [team]}
              - {matchers: [team=b], receiver: b, mute_time_intervals: [always]}
            receivers:
            - {name: all}
            - {name: a}
            - {name: b}
            inhibit_rules:
            - {source_matchers: [alertname=n1], target_matchers: [alertname!=n1], equal: [i]}
            time_intervals:
            - {name: always, time_intervals: [{times: [{start_time: '00:00', end_time: '24:00'}]}]}
            """;

    private static final List<String> MATCHERS = List.of(
            "team=a",
            "team!=a",
            "i=7",
            "i=~\"1.*\"",
            "i=~\"3|4\"",
            "i!~\"1.*\"",
            "alertname=~\"n(1|2)\"",
            "team=\"\"",
            "gone=x");

    private static Lab lab(Random random) {
        Lab lab = new Lab(CONFIG);
        for (int i = 0; i < 300; i++) {
            List<String> labels = new ArrayList<>(List.of("alertname", "n" + random.nextInt(4), "i", "" + i / 2));
            if (random.nextBoolean()) labels.addAll(List.of("team", random.nextBoolean() ? "a" : "b"));
            lab.fires(labels.toArray(String[]::new));
            if (random.nextInt(9) == 0) lab.ends(labels.toArray(String[]::new));
        }
        lab.silence("", 0, 600, "i=~\"2.*\"");
        return lab;
    }

    private static AlertFilter filter(Random random, String after, int limit) {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--)
            matchers.add(MatcherSyntax.one(MATCHERS.get(random.nextInt(MATCHERS.size()))));
        Pattern receiver = random.nextInt(3) == 0
                ? Regex.compile(List.of("a", "b|all", "x").get(random.nextInt(3)))
                : null;
        return new AlertFilter(
                matchers,
                random.nextInt(4) > 0,
                random.nextInt(4) > 0,
                random.nextInt(4) > 0,
                random.nextInt(4) > 0,
                receiver,
                random.nextInt(4) == 0 ? List.of(MatcherSyntax.one("name=a")) : List.of(),
                after,
                limit);
    }

    private static boolean asked(Status.OfAlert status, AlertFilter filter) {
        return new Matchers(filter.matchers()).matches(status.alert().labels()) && filter.wants(status);
    }

    private static boolean hears(AlertFilter filter, String receiver) {
        Pattern pattern = filter.receiver();
        return (pattern == null || pattern.matches(receiver))
                && (filter.receiverMatchers().isEmpty() || receiver.equals("a"));
    }

    @RepeatedTest(5)
    void whatIsReadIsWhatAskingEverythingGives(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        Lab lab = lab(random);
        List<Status.OfAlert> all = lab.router.alerts(AlertFilter.ALL, lab.now);
        List<Status.OfGroup> groups = lab.router.groups(AlertFilter.ALL, lab.now);
        for (int i = 0; i < 200; i++) {
            AlertFilter filter = filter(random, "", Integer.MAX_VALUE);
            assertThat(lab.router.alerts(filter, lab.now))
                    .as("seed %s: %s", seed, filter)
                    .isEqualTo(all.stream()
                            .filter(status -> asked(status, filter)
                                    && status.receivers().stream().anyMatch(name -> hears(filter, name)))
                            .toList());
            assertThat(lab.router.groups(filter, lab.now))
                    .as("seed %s: %s", seed, filter)
                    .isEqualTo(groups.stream()
                            .filter(group -> hears(filter, group.receiver()))
                            .filter(group -> filter.muted() || !group.receiver().equals("b"))
                            .map(group -> some(group, filter))
                            .filter(group -> !group.alerts().isEmpty())
                            .toList());
            assertThat(lab.router.groupHeads(filter, lab.now))
                    .as("seed %s: %s", seed, filter)
                    .isEqualTo(lab.router.groups(filter, lab.now).stream()
                            .map(ReadingTest::head)
                            .toList());
        }
    }

    private static Status.OfGroup some(Status.OfGroup group, AlertFilter filter) {
        List<Status.OfAlert> alerts =
                group.alerts().stream().filter(status -> asked(status, filter)).toList();
        return new Status.OfGroup(
                group.key(),
                group.labels(),
                group.routeLabels(),
                group.receiver(),
                alerts,
                group.lastFlush(),
                group.nextFlush());
    }

    private static Status.GroupHead head(Status.OfGroup group) {
        return new Status.GroupHead(
                group.key(),
                group.labels(),
                group.routeLabels(),
                group.receiver(),
                group.alerts().size(),
                group.lastFlush(),
                group.nextFlush());
    }

    @Test
    void pagesAddUpToTheWhole() {
        Random random = new Random(1);
        Lab lab = lab(random);
        for (int i = 0; i < 30; i++) {
            long seed = random.nextLong();
            List<Status.OfAlert> whole = lab.router.alerts(filter(new Random(seed), "", Integer.MAX_VALUE), lab.now);
            List<Status.OfAlert> pages = new ArrayList<>();
            List<Status.OfAlert> page;
            do {
                String after = pages.isEmpty() ? "" : pages.getLast().fingerprint();
                page = lab.router.alerts(filter(new Random(seed), after, 7), lab.now);
                assertThat(page.size()).isLessThanOrEqualTo(7);
                pages.addAll(page);
            } while (!page.isEmpty());
            assertThat(pages).isEqualTo(whole);
        }
    }

    @Test
    void aGroupShowsItsOwnRoutesIntervalsOnly() {
        Lab lab = new Lab(CONFIG.replace("continue: true", "continue: true, matchers: [team=~\"a|b\"]")
                        .replace("matchers: [team=a], ", ""))
                .fires("alertname", "n2", "team", "b");

        assertThat(lab.router.groups(AlertFilter.ALL, lab.now))
                .extracting(group -> group.receiver() + mutedBy(group.alerts().getFirst()))
                .containsExactlyInAnyOrder("a", "balways");
        assertThat(lab.router.alerts(AlertFilter.ALL, lab.now).getFirst().mutedBy())
                .containsExactly("always");
    }

    private static @Nullable String mutedBy(Status.OfAlert status) {
        return String.join(",", status.mutedBy());
    }
}
