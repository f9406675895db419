package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Eager conditions depend on the events only: whatever the order of arrival within the lateness, with events delivered twice,
 * ticks in between, and windows that are saved and read again, the alerts are those of the reference.
 */
class EagerOrderTest {
    private static final int STREAMS = 100;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: sum(n) > 20#within: 10s",
                "when: sum(n) >= 12.3#within: 1s#resolve_after: 0s",
                "when: sum(n) > 9#within: 7s#resolve_after: 2s",
                "when: sum(n) > 30#within: 2m",
            })
    void sums(String condition) {
        check(condition, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: distinct(user) > 3#within: 10s",
                "when: distinct(user) >= 2#within: 1s#resolve_after: 0s",
                "when: distinct(user) > 6#within: 30s#resolve_after: 3s",
                "when: distinct(kind) > 2#within: 5s",
                "when: distinct(kind) > 4#within: 1m",
            })
    void distinctValues(String condition) {
        check(condition, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: new(kind)#history: 1m#resolve_after: 5s",
                "when: new(user)#history: 1m#resolve_after: 1s",
                "when: new(user, kind)#history: 2m#resolve_after: 20s",
                "when: new(kind)#history: 1m#learn_after: 20s#resolve_after: 7s",
                "when: new(user)#history: 70s#learn_after: 1m#resolve_after: 3s",
            })
    void newValues(String condition) {
        check(condition, 1, 1);
        check(condition, 10, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: sequence#within: 10s#steps: [{match: 'kind:a'}, {match: 'kind:b'}]",
                "when: sequence#within: 30s#resolve_after: 2s#steps: [{match: 'kind:a'}, {match: 'kind:b'}, {match: 'kind:c'}]",
                "when: sequence#within: 20s#steps: [{match: 'kind:a OR user:u1'}, {match: 'kind:b OR user:u2 OR user:u1'}]",
                "when: sequence#within: 20s#resolve_after: 0s#steps: [{match: 'kind:a'}, {match: 'kind:a'}, {match: 'kind:*'}]",
                "when: sequence#within: 5s#steps: [{match: 'kind:a'}, {match: 'user:u2'}, {match: 'kind:b'}, {match: 'kind:c'}]",
            })
    void sequences(String condition) {
        check(condition, 1, 1);
        check(condition, 50, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: sequence#within: 20s#steps: [{match: 'kind:a'}, {absent: 'kind:c'}, {match: 'kind:b'}]",
                "when: sequence#within: 10s#steps: [{match: 'kind:a'}, {absent: 'kind:b'}]#resolve_after: 4s",
                "when: sequence#within: 10s#steps: [{match: 'kind:a'}, {match: 'kind:c'}, {absent: 'kind:b OR user:u1'}]",
                "when: sequence#within: 40s#resolve_after: 1s#steps: [{match: 'kind:a'}, {absent: 'user:u0'}, {match: 'kind:b'}, {absent: 'kind:c'}]",
                "when: sequence#within: 10s#resolve_after: 0s#steps: [{match: 'kind:a OR user:u1'}, {absent: 'kind:c OR kind:b'}, {match: 'kind:b OR user:u1'}]",
            })
    void sequencesWithAbsentSteps(String condition) {
        check(condition, 1, 1);
        check(condition, 50, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: together#within: 10s#steps: [{match: 'kind:a'}, {match: 'kind:b'}]",
                "when: together#within: 5s#resolve_after: 1s#steps: [{match: 'kind:a'}, {match: 'kind:b'}, {match: 'user:u1'}]",
                "when: together#within: 3s#resolve_after: 0s#steps: [{match: 'kind:a OR kind:b'}, {match: 'kind:b'}, {match: 'kind:b OR user:u3'}]",
            })
    void stepsInAnyOrder(String condition) {
        check(condition, 1, 1);
        check(condition, 50, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n > 6",
                "n >= 2 * 2.5 and kind == \"A\"",
                "not (n > 3) or user in list(known)",
                "exists(user) and n - 1 < 2",
            })
    void eventsByThemselves(String expression) {
        checkEvents(expression, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n > 1.317 * spend.mean",
                "n > spend.mean + 1.213 * spend.spread and kind not in spend.kinds",
                "kind not in spend.known",
                "kind in spend.often and n > spend.most - 1.5",
                "user == spend.last or n < spend.least",
                "spend.events > 5 and n > crowd.mean * 1.017",
                "user not in crowd.known and n >= spend.total / spend.events",
            })
    void eventsAgainstProfiles(String expression) {
        checkEvents(expression, 1, 3);
        checkEvents(expression, 400, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(n)", "distinct(user)"})
    void tiersHoldOnTheirOwn(String measure) {
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            RuleSet rules = Streams.rule(
                    random.nextInt(20) + "s",
                    "match: ip:*",
                    "by: [ip]",
                    "when: " + measure,
                    "within: 10s",
                    "severity: {low: '> 2', high: '> 4', critical: '> 6'}");
            List<LogEvent> events = stream(random, 1, 1);
            Rule rule = rules.rules().getFirst();
            RuleEngine engine = new RuleEngine(rules);
            arrive(engine, shuffled(events, rule.late().toMillis(), random), random);

            long watermark = newest(events) - rule.late().toMillis();
            List<String> firing = new ArrayList<>();
            for (KeyWindow window : engine.states().getFirst().windows().all()) {
                for (int tier = 0; tier < 3; tier++) {
                    if (window.firing(tier))
                        firing.add("ip=" + window.key.value(0) + " " + tier + " " + window.startOf(tier));
                }
            }
            assertThat(firing).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(firing(rule, events, watermark));
        }
    }

    /** Of each key and tier the first episode that is not over. */
    private static List<String> firing(Rule rule, List<LogEvent> events, long watermark) {
        List<String> firing = new ArrayList<>();
        for (int tier = 0; tier < rule.limits().size(); tier++) {
            String key = "";
            for (Episode each : EagerReference.episodes(rule, tier, List.of(), events, watermark)) {
                if (each.key().equals(key) || (each.end() >= 0 && each.end() < watermark)) continue;
                key = each.key();
                firing.add(key + " " + tier + " " + each.start());
            }
        }
        return firing;
    }

    private static void check(String condition, long grain, long stretch) {
        int episodes = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>(List.of("match: ip:*", "by: [ip]"));
            lines.addAll(List.of(condition.split("#", -1)));
            RuleSet rules = Streams.rule(random.nextInt(20) + "s", lines.toArray(String[]::new));
            episodes += check(rules, stream(random, grain, stretch), random, "seed " + seed + ": " + condition);
        }
        assertThat(episodes).as("so many that they mean something").isGreaterThan(STREAMS / 4);
    }

    private static void checkEvents(String text, long stretch, long minHistory) {
        Map<String, Profile> profiles = new HashMap<>();
        for (Profile each : profiles()) profiles.put(each.name(), each);
        var lists = Map.of("known", new ValueList("known", Set.of("u1", "u2")));
        Expression expression = ExpressionParser.parse(text, Map.of(), profiles, lists);
        assertThat(ExpressionParser.parse(expression.print(), Map.of(), profiles, lists))
                .isEqualTo(expression);
        int episodes = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            RuleSet read =
                    Streams.rule(random.nextInt(20) + "s", "match: ip:*", "by: [ip]", "when: any", "resolve_after: 3s");
            Rule rule = with(read.rules().getFirst(), new EventCondition(expression, minHistory));
            RuleSet rules = new RuleSet(List.of(rule), profiles());
            episodes += check(rules, stream(random, 1, stretch), random, "seed " + seed + ": " + text);
        }
        assertThat(episodes).as("so many that they mean something").isGreaterThan(STREAMS / 4);
    }

    private static List<Profile> profiles() {
        KeyField kind = KeyField.of("kind");
        return List.of(
                new Profile(
                        "spend",
                        Query.parse("ip:*"),
                        List.of(KeyField.of("ip")),
                        Duration.ofHours(5),
                        Map.of(
                                "mean", new Profile.Value.Number(new Measure.Average("n")),
                                "spread", new Profile.Value.Number(new Measure.Deviation("n")),
                                "most", new Profile.Value.Number(new Measure.Most("n")),
                                "least", new Profile.Value.Number(new Measure.Least("n")),
                                "total", new Profile.Value.Number(new Measure.Sum("n")),
                                "events", new Profile.Value.Number(new Measure.Count()),
                                "kinds", new Profile.Value.Top(kind, 2),
                                "often", new Profile.Value.Top(kind, 1),
                                "known", new Profile.Value.Known(kind),
                                "last", new Profile.Value.Last(KeyField.of("user")))),
                new Profile(
                        "crowd",
                        Query.parse("kind:a OR kind:b"),
                        List.of(KeyField.of("kind")),
                        Duration.ofHours(3),
                        Map.of(
                                "mean", new Profile.Value.Number(new Measure.Average("n")),
                                "known", new Profile.Value.Known(KeyField.of("user")))));
    }

    static Rule with(Rule rule, Condition when) {
        return new Rule(
                rule.name(),
                rule.group(),
                rule.file(),
                rule.match(),
                rule.by(),
                when,
                rule.within(),
                rule.late(),
                rule.hold(),
                rule.resolveAfter(),
                rule.limits(),
                rule.labels(),
                rule.annotations(),
                false,
                null);
    }

    /** The number of episodes, which are those of the reference. */
    private static int check(RuleSet rules, List<LogEvent> events, Random random, String as) {
        Rule rule = rules.rules().getFirst();
        long late = rule.late().toMillis();
        RuleEngine engine = new RuleEngine(rules);
        List<Firing> firings = arrive(engine, shuffled(events, late, random), random);
        firings.addAll(engine.observe(
                Streams.event(-1, newest(events) - Streams.START.toEpochMilli()), "http", Streams.START));
        firings.addAll(engine.tick(Streams.START.plus(Duration.ofMinutes(4))));

        List<Episode> found = Episode.of(firings).stream()
                .filter(each ->
                        each.end() != each.start() || rule.resolveAfter().isZero())
                .toList();
        long watermark = newest(events) + 240_000 - late;
        assertThat(found)
                .as("%s, late %d ms", as, late)
                .isEqualTo(EagerReference.episodes(rule, 0, rules.profiles(), events, watermark));
        return found.size();
    }

    private static long newest(List<LogEvent> events) {
        return Collections.max(events, Comparator.comparing(LogEvent::time))
                .time()
                .toEpochMilli();
    }

    /** Bursts and pauses of a few keys over some minutes. */
    private static List<LogEvent> stream(Random random, long grain, long stretch) {
        List<LogEvent> events = new ArrayList<>();
        long at = 0;
        long pace = 1;
        int count = 1 + random.nextInt(120);
        for (int id = 0; id < count; id++) {
            if (random.nextInt(10) == 0) pace = (long) Math.pow(10, 1 + random.nextInt(4));
            at += random.nextLong(pace * 3 + 1);
            events.add(Streams.event(id, at / grain * grain * stretch, fields(random)));
        }
        return events;
    }

    private static String[] fields(Random random) {
        List<String> fields = new ArrayList<>(List.of("ip", "key" + random.nextInt(3)));
        String[] numbers = {"0", "1", "2.5", "7", "0.1", "3.333", "-4", "many", "1e1"};
        if (random.nextInt(8) > 0) fields.addAll(List.of("n", numbers[random.nextInt(numbers.length)]));
        if (random.nextInt(8) > 0)
            fields.addAll(List.of("user", "u" + random.nextInt(random.nextInt(3) == 0 ? 40 : 4)));
        if (random.nextInt(8) > 0)
            fields.addAll(List.of("kind", "abcde".substring(random.nextInt(5)).substring(0, 1)));
        return fields.toArray(String[]::new);
    }

    /** Events in an order in which they may arrive; some come twice. */
    private static List<LogEvent> shuffled(List<LogEvent> events, long late, Random random) {
        IdentityHashMap<LogEvent, Long> arrival = new IdentityHashMap<>();
        for (LogEvent event : events) {
            long at = event.time().toEpochMilli();
            arrival.put(event, at + random.nextLong(late + 1));
            LogEvent again =
                    new LogEvent(event.id(), event.time(), event.receivedAt(), event.json(), event.fields(), List.of());
            if (random.nextInt(6) == 0) arrival.put(again, at + random.nextLong(late + 1));
        }
        return arrival.entrySet().stream()
                .sorted(Map.Entry.<LogEvent, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().id()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Firing> arrive(RuleEngine engine, List<LogEvent> events, Random random) {
        List<Firing> firings = new ArrayList<>();
        Instant wall = Streams.START;
        for (LogEvent event : events) {
            firings.addAll(engine.observe(event, "http", wall));
            if (random.nextInt(4) == 0) firings.addAll(engine.tick(wall.plusMillis(random.nextInt(9000))));
            if (random.nextInt(15) == 0) Restart.of(engine);
        }
        return firings;
    }
}
