package io.tocsin.rules;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Events and rules for tests, on a clock that starts at {@link #START}. */
final class Streams {
    static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    static final String SOURCE = "http";

    private Streams() {}

    /** An event some milliseconds after the start, with alternating field names and values. */
    static LogEvent event(long id, long millis, String... fields) {
        Fields.Builder builder = new Fields.Builder();
        for (int i = 0; i < fields.length; i += 2) builder.add(fields[i], fields[i + 1]);
        Instant time = START.plusMillis(millis);
        return new LogEvent(id, time, time, "{}".getBytes(StandardCharsets.UTF_8), builder.build(), List.of());
    }

    /** The rules of one file; fails on any problem. */
    static RuleSet rules(String yaml) {
        Problems problems = new Problems();
        RuleSet rules = RuleFiles.parse(Map.of("a.yml", yaml), problems);
        problems.throwIfAny();
        return rules;
    }

    /** One rule in a group with the given lateness. */
    static RuleSet rule(String late, String... lines) {
        StringBuilder yaml =
                new StringBuilder("groups:\n- name: test\n  late: " + late + "\n  rules:\n  - alert: Test\n");
        for (String line : lines) yaml.append("    ").append(line).append('\n');
        return rules(yaml.toString());
    }

    static List<Firing> feed(RuleEngine engine, List<LogEvent> events) {
        List<Firing> all = new ArrayList<>();
        for (LogEvent event : events) all.addAll(engine.observe(event, SOURCE, event.time()));
        return all;
    }

    /** {@code fired {ip="a"} 10}: what happened, the by-labels, seconds after the start. */
    static List<String> told(List<Firing> firings) {
        return firings.stream().map(Streams::told).collect(Collectors.toList());
    }

    private static String told(Firing firing) {
        Instant end = firing.alert().endsAt();
        String kind = switch (firing) {
            case Firing.Fired fired -> "fired";
            case Firing.Updated updated -> "updated";
            case Firing.Resolved resolved -> "resolved";
        };
        Instant at = end == null ? firing.alert().startsAt() : end;
        return kind + " " + key(firing) + " " + seconds(at);
    }

    /** The labels that name the key, as {@code ip=a}. */
    static String key(Firing firing) {
        return firing.alert().labels().map().entrySet().stream()
                .filter(label ->
                        !label.getKey().equals("alertname") && !label.getKey().equals("severity"))
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    static String seconds(Instant at) {
        double seconds = (at.toEpochMilli() - START.toEpochMilli()) / 1000.0;
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }
}
