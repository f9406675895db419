package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Baselines say what the reference says over two weeks with days and nights, in any order of arrival and after any restart. */
class BaselineOrderTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final int STREAMS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: baseline(count()) > 4#min_volume: 5",
                "when: baseline(count()) > 1.2#side: below#min_volume: 3#resolve_after: 10m",
                "when: baseline(avg(v)) > 4#side: above#min_volume: 1",
                "when: baseline(sum(v))#severity: {high: '> 8', low: '> 4'}#min_change: 0.5#min_volume: 1",
            })
    void baselines(String condition) {
        int episodes = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>(List.of("match: ip:*", "by: [ip]"));
            lines.addAll(List.of(condition.split("#", -1)));
            RuleSet rules = Streams.rule(1 + random.nextInt(600) + "s", lines.toArray(String[]::new));
            episodes += SettledOrderTest.check(condition + " with seed " + seed, rules, stream(random), random);
        }
        assertThat(episodes).as("alerts of which anything could be told").isGreaterThan(3);
    }

    /** Two keys, busy by day, with some hours in which a key goes mad or falls silent. */
    private static List<LogEvent> stream(Random random) {
        List<LogEvent> events = new ArrayList<>();
        for (int key = 0; key < 2; key++) {
            double rate = 1;
            long begin = random.nextLong(3 * DAY);
            for (long at = begin; at < 13 * DAY; at += 5 * MINUTE) {
                if (random.nextInt(60) == 0) rate = random.nextInt(3) == 0 ? random.nextInt(8) : 1;
                double usual = 3 + 2 * Math.sin(2 * Math.PI * at / DAY);
                int count = (int) Math.round(rate * usual + random.nextGaussian() * 0.7);
                for (int i = 0; i < count; i++) {
                    String value = Double.toString(Math.round(rate * 10 + random.nextInt(5)) / 10.0);
                    long time = at + random.nextLong(5 * MINUTE);
                    events.add(Streams.event(events.size(), time, "ip", "key" + key, "v", value));
                }
            }
        }
        return events;
    }
}
