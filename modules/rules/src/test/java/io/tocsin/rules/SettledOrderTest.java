package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settled rules say what the reference says, values included: in any order of arrival within the lateness, whenever time is told to
 * go on, and with windows that are saved and read back at any point.
 */
class SettledOrderTest {
    private static final int STREAMS = 60;
    private static final String[] VALUES = {"1", "7", "250", "0.1", "0.2", "0.3", "-4.75", "1e3", "1e17", "12.34", "n/a"
    };
    private static final Comparator<Episode> BY_ALL =
            Comparator.comparing(Episode::key).thenComparing(Episode::start).thenComparing(Episode::end);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: rate() > 0.3#within: 10s",
                "when: rate() > 0.2#within: 30s#for: 5s#resolve_after: 8s",
                "when: avg(v) > 100#within: 10s",
                "when: avg(v) < 3#within: 20s#min_volume: 3#for: 2s",
                "when: min(v) < 0#within: 15s#resolve_after: 4s",
                "when: max(v) > 300#within: 7s",
                "when: stddev(v) > 1.5#within: 12s#min_volume: 2",
                "when: p50(v) >= 7#within: 10s",
                "when: p95(v) > 200#within: 30s#min_volume: 5#resolve_after: 10s",
                "when: p99.9(v) < 0.25#within: 3s",
                "when: sum(v) < 2#within: 10s",
                "when: distinct(v) < 3#within: 10s#for: 3s",
                "when: count() < 3#within: 10s",
                "when: count() < 1#within: 5s#for: 4s",
                "when: rate() < 0.4#within: 20s#resolve_after: 6s#min_volume: 2",
            })
    void measures(String condition) {
        check(condition, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: spike(count()) > 2#within: 10s#min_volume: 3",
                "when: drop(count()) > 2#within: 10s#min_volume: 3",
                "when: spike(rate()) >= 1.5#within: 20s#for: 5s#resolve_after: 5s#min_volume: 3",
                "when: spike(avg(v)) > 2#within: 10s#min_volume: 2",
                "when: drop(p50(v)) > 3#within: 5s#min_volume: 1",
                "when: spike(distinct(v)) > 1.5#within: 10s#min_volume: 1",
                "when: drop(max(v)) > 2#within: 8s#min_volume: 1#resolve_after: 9s",
                "when: spike(sum(v)) > 4#within: 60s#min_volume: 1",
            })
    void shifts(String condition) {
        check(condition, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: avg(v)#within: 10s#severity: {critical: '> 300', high: '> 100', low: '> 5'}#for: 3s#resolve_after: 5s",
                "when: count()#within: 10s#severity: {critical: '< 1', low: '< 4'}",
                "when: count()#within: 10s#severity: {critical: '< 1', low: '< 4'}#for: 4s#resolve_after: 11s",
                "when: ratio(level:ERROR)#within: 20s#min_volume: 3#severity: {high: '> 60%', low: '> 30%'}#resolve_after: 9s",
                "when: spike(count())#within: 10s#min_volume: 2#severity: {high: '> 3', low: '> 1.5'}#resolve_after: 4s",
            })
    void tiers(String condition) {
        check(condition, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: avg(v) > 100#within: 60s",
                "when: count() < 4#within: 20s#resolve_after: 6s",
                "when: count()#within: 30s#severity: {critical: '< 1', low: '< 4'}#for: 7s",
                "when: ratio(level:ERROR) > 40%#within: 90s#min_volume: 2#resolve_after: 9s",
                "when: p95(v) > 200#within: 100s",
            })
    void calendars(String condition) {
        check(condition, List.of(between("09:00:13", "09:00:40", -1e9), between("09:01:30", "09:02:10.5", 1e9)));
    }

    private static Limit.Exception between(String from, String to, double value) {
        Calendar.Span span =
                new Calendar.Span(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(to));
        return new Limit.Exception(new Calendar(from, ZoneOffset.UTC, List.of(span)), value);
    }

    private static void check(String condition, List<Limit.Exception> exceptions) {
        int episodes = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            RuleSet rules = rules(condition, exceptions, random.nextInt(20));
            episodes += check(condition + " with seed " + seed, rules, stream(random), random);
        }
        assertThat(episodes).as("alerts of which anything could be told").isGreaterThan(STREAMS / 4);
    }

    private static RuleSet rules(String condition, List<Limit.Exception> exceptions, int late) {
        List<String> lines = new ArrayList<>(List.of("match: ip:*", "by: [ip]"));
        lines.addAll(List.of(condition.split("#", -1)));
        Rule rule =
                Streams.rule(late + "s", lines.toArray(String[]::new)).rules().getFirst();
        List<Limit> limits = rule.limits().stream()
                .map(limit -> new Limit(limit.severity(), limit.comparison(), limit.value(), exceptions))
                .toList();
        Rule changed = new Rule(
                rule.name(),
                rule.group(),
                rule.file(),
                rule.match(),
                rule.by(),
                rule.when(),
                rule.within(),
                rule.late(),
                rule.hold(),
                rule.resolveAfter(),
                limits,
                rule.labels(),
                rule.annotations(),
                false,
                null);
        return new RuleSet(List.of(changed), List.of());
    }

    /** Returns how many alerts there were. */
    static int check(String name, RuleSet rules, List<LogEvent> events, Random random) {
        Rule rule = rules.rules().getFirst();
        long late = rule.late().toMillis();
        List<Firing> firings = arrive(rules, shuffled(events, late, random), random, false);
        List<Firing> others = arrive(rules, shuffled(events, late, random), random, true);

        long newest = times(events).stream().max(Long::compare).orElseThrow();
        long first = times(events).stream().min(Long::compare).orElseThrow();
        Map<String, List<LogEvent>> byKey = events.stream()
                .collect(Collectors.groupingBy(event -> "ip=" + event.fields().first("ip")));
        List<Episode> expected = new ArrayList<>();
        byKey.forEach((key, own) ->
                expected.addAll(SettledReference.episodes(rule, key, own, first, newest + 240_000 - late)));

        expected.sort(BY_ALL);
        assertThat(Told.of(firings).stream().sorted(BY_ALL).toList()).as(name).isEqualTo(expected);
        assertThat(Told.of(others).stream().sorted(BY_ALL).toList())
                .as(name + ", saved and loaded")
                .isEqualTo(expected);
        assertThat(evidence(others)).as(name + ", evidence").isEqualTo(evidence(firings));
        return expected.size();
    }

    private static List<Long> times(List<LogEvent> events) {
        return events.stream().map(event -> event.time().toEpochMilli()).toList();
    }

    private static List<String> evidence(List<Firing> firings) {
        return firings.stream()
                .map(firing -> firing.alert().labels() + " " + firing.alert().startsAt() + " "
                        + firing.alert().evidence())
                .sorted()
                .toList();
    }

    /** Bursts and pauses of a few keys over some minutes. */
    private static List<LogEvent> stream(Random random) {
        List<LogEvent> events = new ArrayList<>();
        long at = 0;
        long pace = 1;
        int count = 1 + random.nextInt(150);
        for (int id = 0; id < count; id++) {
            if (random.nextInt(10) == 0) pace = (long) Math.pow(10, 1 + random.nextInt(4));
            at += random.nextLong(pace * 3 + 1);
            String value = VALUES[random.nextInt(VALUES.length)];
            String level = random.nextBoolean() ? "ERROR" : "INFO";
            events.add(Streams.event(id, at, "ip", "key" + random.nextInt(3), "level", level, "v", value));
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

    private static List<Firing> arrive(RuleSet rules, List<LogEvent> events, Random random, boolean reborn) {
        RuleEngine engine = new RuleEngine(rules);
        List<Firing> firings = new ArrayList<>();
        Instant wall = Streams.START;
        int rebirths = 1 + random.nextInt(events.size());
        for (LogEvent event : events) {
            firings.addAll(engine.observe(event, Streams.SOURCE, wall));
            if (random.nextInt(4) == 0) firings.addAll(engine.tick(wall.plusMillis(random.nextInt(9000))));
            if (reborn && random.nextInt(rebirths) == 0) Rebirth.of(engine);
        }
        LogEvent newest = Collections.max(events, Comparator.comparing(LogEvent::time));
        LogEvent last =
                Streams.event(-1, Duration.between(Streams.START, newest.time()).toMillis());
        firings.addAll(engine.observe(last, Streams.SOURCE, wall));
        if (reborn) Rebirth.of(engine);
        firings.addAll(engine.tick(wall.plus(Duration.ofMinutes(4))));
        return firings;
    }
}
