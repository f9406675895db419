package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order of arrival within the lateness, the source, the ticks, and wherever windows are saved and read back: the
 * alerts are those of the reference.
 */
class OrderOfArrivalTest {
    private static final int STREAMS = 300;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: any#resolve_after: 20s",
                "when: any#resolve_after: 0s",
                "when: count() > 3#within: 10s",
                "when: count() > 3#within: 10s#resolve_after: 2s",
                "when: count() >= 2#within: 1s#resolve_after: 0s",
                "when: count() > 12#within: 20s#resolve_after: 1m",
                "when: count() > 0#within: 5s",
            })
    void eagerRulesDependOnTheEventsOnly(String condition) {
        check(condition, 1, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: ratio(level:ERROR) > 40%#within: 10s#min_volume: 3",
                "when: ratio(level:ERROR) >= 30%#within: 30s#min_volume: 5#for: 5s",
                "when: ratio(level:ERROR) < 30%#within: 20s#min_volume: 4#resolve_after: 7s",
                "when: ratio(level:ERROR) > 10%#within: 3s#min_volume: 1#for: 2s#resolve_after: 2s",
                "when: ratio(level:ERROR) > 50%#within: 90s#min_volume: 10#for: 12s#resolve_after: 3m",
            })
    void ratioRulesDependOnTheEventsOnly(String condition) {
        check(condition, 1, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: absent()#within: 5s",
                "when: absent()#within: 20s",
                "when: absent()#within: 1m",
                "when: absent()#within: 10s#learn_after: 20s",
            })
    void absenceRulesDependOnTheEventsOnly(String condition) {
        check(condition, 1000, true);
    }

    private static void check(String condition, long grain, boolean twoSources) {
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>(List.of("match: ip:*", "by: [ip]"));
            lines.addAll(List.of(condition.split("#", -1)));
            RuleSet rules = Streams.rule(random.nextInt(20) + "s", lines.toArray(String[]::new));
            List<LogEvent> events = stream(random, grain);
            long late = rules.rules().getFirst().late().toMillis();

            List<Episode> found = Episode.of(arrive(rules, shuffled(events, late, random), random, twoSources));

            long newest = events.stream()
                    .mapToLong(e -> e.time().toEpochMilli())
                    .max()
                    .orElseThrow();
            List<Episode> expected = Reference.episodes(rules.rules().getFirst(), events, newest + 240_000 - late);
            assertThat(found)
                    .as("seed %d, late %d ms: %s", seed, late, condition)
                    .isEqualTo(expected);
        }
    }

    /** Bursts and pauses of a few keys over some minutes. */
    private static List<LogEvent> stream(Random random, long grain) {
        List<LogEvent> events = new ArrayList<>();
        long at = 0;
        long pace = 1;
        int count = 1 + random.nextInt(120);
        for (int id = 0; id < count; id++) {
            if (random.nextInt(10) == 0) pace = (long) Math.pow(10, 1 + random.nextInt(4));
            at += random.nextLong(pace * 3 + 1);
            String ip = "key" + random.nextInt(3);
            events.add(
                    Streams.event(id, at / grain * grain, "ip", ip, "level", random.nextBoolean() ? "ERROR" : "INFO"));
        }
        return events;
    }

    private static List<LogEvent> shuffled(List<LogEvent> events, long late, Random random) {
        Map<Long, Long> arrival = new HashMap<>();
        for (LogEvent event : events) {
            arrival.put(event.id(), event.time().toEpochMilli() + random.nextLong(late + 1));
        }
        return events.stream()
                .sorted(Comparator.comparing(event -> arrival.getOrDefault(event.id(), 0L)))
                .toList();
    }

    private static List<Firing> arrive(RuleSet rules, List<LogEvent> events, Random random, boolean twoSources) {
        RuleEngine engine = new RuleEngine(rules);
        List<Firing> firings = new ArrayList<>();
        Instant wall = Streams.START;
        for (LogEvent event : events) {
            String source = twoSources && random.nextInt(3) == 0 ? "kafka:logs-0" : "http";
            firings.addAll(engine.observe(event, source, wall));
            if (random.nextInt(4) == 0) firings.addAll(engine.tick(wall.plusMillis(random.nextInt(9000))));
            if (random.nextInt(30) == 0) Rebirth.of(engine);
        }
        LogEvent newest = Collections.max(events, Comparator.comparing(LogEvent::time));
        LogEvent last =
                Streams.event(-1, Duration.between(Streams.START, newest.time()).toMillis());
        firings.addAll(engine.observe(last, "http", wall));
        if (twoSources) firings.addAll(engine.observe(last, "kafka:logs-0", wall));
        firings.addAll(engine.tick(wall.plus(Duration.ofMinutes(4))));
        return firings;
    }
}
