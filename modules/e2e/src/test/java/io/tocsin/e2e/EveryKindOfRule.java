package io.tocsin.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** One rule of every kind, and a stream of events in which each of them has something to say. */
final class EveryKindOfRule {
    /** Events may be ten minutes late, which is longer than any restart takes: no end of a process decides anything. */
    static final String RULES = """
            groups:
            - name: kinds
              late: 10m
              profiles:
              - name: spend
                match: kind:pay
                by: [user]
                keep: 30d
                values: {mean: avg(amount), places: values(place)}
              rules:
              - {alert: Any, match: 'kind:any', by: [key], resolve_after: 2m}
              - {alert: Count, match: 'kind:count', by: [key], when: count() > 5, within: 1m}
              - {alert: Sum, match: 'kind:value', by: [key], when: sum(v) > 200, within: 1m}
              - {alert: Average, match: 'kind:value', by: [key], when: avg(v) > 60, within: 1m, min_volume: 3}
              - {alert: Percentile, match: 'kind:value', by: [key], when: p90(v) > 90, within: 2m, min_volume: 3}
              - {alert: Distinct, match: 'kind:value', by: [key], when: distinct(who) > 4, within: 1m}
              - {alert: Ratio, match: 'kind:web', by: [key], when: ratio(status>=500) > 50%, within: 1m, min_volume: 5, for: 10s}
              - {alert: Rate, match: 'kind:web', by: [key], when: rate() > 15/m, within: 1m}
              - {alert: Absent, match: 'kind:beat', by: [key], when: absent(), within: 90s, learn_after: 5m}
              - {alert: New, match: 'kind:value', by: [key], when: new(who), history: 7d, resolve_after: 3m}
              - {alert: Sequence, by: [key], match: 'kind:step', when: sequence, within: 1m, steps: [{match: 'step:a'}, {match: 'step:b'}]}
              - {alert: Missing, by: [key], match: 'kind:step', when: sequence, within: 1m, steps: [{match: 'step:c'}, {absent: 'step:d'}]}
              - {alert: Together, by: [key], match: 'kind:step', when: together, within: 1m, steps: [{match: 'step:e'}, {match: 'step:f'}]}
              - {alert: Spike, match: 'kind:count', by: [key], when: spike(count()) > 3, within: 2m, min_volume: 8}
              - {alert: Baseline, match: 'kind:base', when: baseline(avg(v)) > 6, min_volume: 1}
              - {alert: Profile, match: 'kind:pay', by: [user], when: amount > 3 * spend.mean and place not in spend.places, min_history: 5}
              - {alert: Tiers, match: 'kind:web', by: [key], when: count(), within: 1m, severity: {warning: '> 12', critical: '> 20'}}
              - {record: web_rate, match: 'kind:web', by: [key], when: count(), within: 30s}
              - {alert: Recorded, match: 'record:web_rate value:>8', by: [key], when: count() > 3, within: 1m}
              - {alert: End, match: 'kind:end', by: [key]}
            """;

    /** Long enough for a baseline to know three days; far enough from now that no clock decides anything. */
    private static final Duration PAST = Duration.ofDays(4);

    private static final Duration BASE_EVERY = Duration.ofMinutes(5);
    private static final int BASES = 3 * 288 + 24;
    private static final int MINUTES = 48;
    private static final int BATCH = 12;
    private static final int BASE_BATCH = 100;

    /** After the last event, so that whatever is open is decided by events. */
    private static final int ENDS = 3;

    private static final List<String> KEYS = List.of("k1", "k2", "k3");
    private static final List<String> TROUBLES = List.of(
            "any",
            "count",
            "sum",
            "distinct",
            "web",
            "errors",
            "silence",
            "who",
            "sequence",
            "missing",
            "together",
            "base",
            "spend");

    private final Random random;
    private final Instant start;
    private final List<Event> events = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private int values;

    private record Event(Instant at, Instant arrives, String fields) {}

    /** Some lines under a name. */
    record Batch(String name, String body) {}

    private EveryKindOfRule(long seed, Instant now) {
        this.random = new Random(seed);
        this.start = now.minus(PAST);
    }

    /** The stream of a seed: the same for the same moment. */
    static List<Batch> stream(long seed, Instant now) {
        EveryKindOfRule stream = new EveryKindOfRule(seed, now);
        stream.baseline();
        Instant live = stream.start.plus(BASE_EVERY.multipliedBy(BASES));
        stream.live(live);
        for (int i = 1; i <= ENDS; i++) stream.end(live.plus(Duration.ofMinutes(MINUTES + 60L * i)), "end" + i);
        return stream.batches;
    }

    static String lastEnd() {
        return "end" + ENDS;
    }

    private void baseline() {
        for (int i = 0; i < BASES; i++) {
            add(start.plus(BASE_EVERY.multipliedBy(i)), 1_000, "\"kind\":\"base\",\"v\":" + (10 + random.nextInt(3)));
        }
        batch(BASE_BATCH);
    }

    private void live(Instant live) {
        List<String> troubles = new ArrayList<>(TROUBLES);
        Collections.shuffle(troubles, random);
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant at = live.plus(Duration.ofMinutes(minute));
            // Whatever has to be learned is learned first; then each trouble comes once, and after that any.
            String trouble = minute < 8
                    ? "none"
                    : minute - 8 < troubles.size()
                            ? troubles.get(minute - 8)
                            : TROUBLES.get(random.nextInt(TROUBLES.size()));
            minute(at, trouble, KEYS.get(random.nextInt(KEYS.size())));
        }
        batch(BATCH);
    }

    private void minute(Instant at, String trouble, String troubled) {
        if (at.getEpochSecond() % 300 == 0) add(at, 1_000, base(trouble.equals("base") ? 500 : 11));
        for (String key : KEYS) {
            boolean silent = trouble.equals("silence") && key.equals(troubled);
            for (int i = 0; i < (silent ? 0 : 3); i++) event(at, "beat", key, "");
            event(at, "count", key, "");
            event(at, "value", key, ",\"v\":" + random.nextInt(30) + ",\"who\":\"w" + random.nextInt(2) + "\"");
            for (int i = 0; i < 3; i++) event(at, "web", key, ",\"status\":200");
            pay(at, key, 10 + random.nextInt(5), "home");
        }
        trouble(at, trouble, troubled);
    }

    private static String base(int value) {
        return "\"kind\":\"base\",\"v\":" + value;
    }

    private void trouble(Instant at, String trouble, String key) {
        switch (trouble) {
            case "any" -> event(at, "any", key, "");
            case "count" -> times(12, () -> event(at, "count", key, ""));
            case "sum" ->
                times(5, () -> event(at, "value", key, ",\"v\":" + (95 + random.nextInt(20)) + ",\"who\":\"w0\""));
            case "distinct" -> {
                int[] who = new int[1];
                times(6, () -> event(at, "value", key, ",\"v\":1,\"who\":\"d" + who[0]++ + "\""));
            }
            case "who" -> event(at, "value", key, ",\"v\":1,\"who\":\"n" + values++ + "\"");
            case "web" -> times(25, () -> event(at, "web", key, ",\"status\":200"));
            case "errors" -> times(10, () -> event(at, "web", key, ",\"status\":503"));
            case "sequence" -> steps(at, key, "a", "b");
            case "missing" -> steps(at, key, "c");
            case "together" -> steps(at, key, "f", "e");
            case "base" -> {
                for (int i = 0; i < 4; i++) add(at.plus(BASE_EVERY.multipliedBy(i)), 1_000, base(500));
            }
            case "spend" -> pay(at, key, 500, "far" + values++);
            // What is missing is the trouble.
            case "silence", "none" -> {}
            default -> throw new IllegalArgumentException(trouble);
        }
    }

    private static void times(int times, Runnable what) {
        for (int i = 0; i < times; i++) what.run();
    }

    private void steps(Instant at, String key, String... steps) {
        Instant when = at;
        for (String step : steps) {
            when = when.plusSeconds(5);
            add(when, 1_000, "\"kind\":\"step\",\"key\":\"" + key + "\",\"step\":\"" + step + "\"");
        }
    }

    private void pay(Instant at, String user, int amount, String place) {
        add(
                at,
                60_000,
                "\"kind\":\"pay\",\"user\":\"" + user + "\",\"amount\":" + amount + ",\"place\":\"" + place + "\"");
    }

    private void event(Instant at, String kind, String key, String more) {
        add(at, 60_000, "\"kind\":\"" + kind + "\",\"key\":\"" + key + "\"" + more);
    }

    /** Somewhere in the milliseconds after an instant; it arrives up to half a minute late, so in another order. */
    private void add(Instant from, int within, String fields) {
        Instant at = from.plusMillis(random.nextInt(within));
        events.add(new Event(at, at.plusMillis(random.nextInt(30_000)), fields));
    }

    private void end(Instant at, String key) {
        events.add(new Event(at, at, "\"kind\":\"end\",\"key\":\"" + key + "\""));
        batch(1);
    }

    private void batch(int size) {
        events.sort(Comparator.comparing(Event::arrives));
        for (int i = 0; i < events.size(); i += size) {
            StringBuilder body = new StringBuilder();
            for (Event event : events.subList(i, Math.min(events.size(), i + size)))
                body.append("{\"timestamp\":\"")
                        .append(event.at())
                        .append("\",")
                        .append(event.fields())
                        .append("}\n");
            batches.add(new Batch("batch-" + batches.size(), body.toString()));
        }
        events.clear();
    }
}
