package io.tocsin.server.rehearse;

import io.tocsin.model.Labels;
import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what fires of a rule with what a test expects, and says what was nearest to it. */
final class FiringCheck {
    private final List<Spell> spells;
    private final Offsets offsets;

    FiringCheck(List<Spell> spells, Instant start) {
        this.spells = spells;
        this.offsets = new Offsets(start);
    }

    /** What is wrong, in words; empty when nothing is. */
    List<String> check(Expectation.Firing expected) {
        Instant at = offsets.start().plus(expected.at());
        List<Spell> ofRule = spells.stream()
                .filter(spell -> spell.rule().equals(expected.alert()))
                .toList();
        List<Spell> firing = ofRule.stream().filter(spell -> spell.firingAt(at)).toList();
        String when = "at " + Durations.print(expected.at()) + " " + expected.alert();
        if (expected.any())
            return firing.isEmpty()
                    ? List.of(when + " must fire; " + nearest(ofRule, at))
                    : texts(expected, firing, when);
        return each(expected, firing, ofRule, when, at);
    }

    private List<String> each(
            Expectation.Firing expected, List<Spell> firing, List<Spell> ofRule, String when, Instant at) {
        List<String> wrong = new ArrayList<>();
        List<Spell> left = new ArrayList<>(firing);
        for (Map<String, String> labels : mostLabelsFirst(expected.alerts())) {
            Spell found = left.stream()
                    .filter(spell -> has(spell, labels))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                wrong.add(when + " must fire for " + labels + "; " + instead(left, ofRule, labels, at));
            } else {
                left.remove(found);
                wrong.addAll(texts(expected, List.of(found), when));
            }
        }
        String must = expected.alerts().isEmpty() ? " must not fire; " : " must fire for nothing else; ";
        for (Spell other : left) wrong.add(when + must + told(other));
        return wrong;
    }

    /** The pickiest first, so that one that takes any alert leaves them theirs. */
    private static List<Map<String, String>> mostLabelsFirst(List<Map<String, String>> all) {
        return all.stream()
                .sorted(Comparator.comparingInt((Map<String, String> labels) -> labels.size())
                        .reversed())
                .toList();
    }

    private static boolean has(Spell spell, Map<String, String> labels) {
        Labels found = spell.alert().labels();
        return labels.entrySet().stream()
                .allMatch(label -> found.orEmpty(label.getKey()).equals(label.getValue()));
    }

    private List<String> texts(Expectation.Firing expected, List<Spell> found, String when) {
        List<String> wrong = new ArrayList<>();
        for (Spell spell : found) {
            Map<String, String> labels = own(spell);
            String severity = spell.alert().labels().orEmpty(Labels.SEVERITY);
            compare(wrong, when + " " + labels + ": severity", expected.severity(), severity.toLowerCase(Locale.ROOT));
            String value = expected.value();
            if (value != null)
                compare(
                        wrong,
                        when + " " + labels + ": value",
                        value,
                        spell.alert().value());
            expected.annotations()
                    .forEach((name, text) -> compare(
                            wrong,
                            when + " " + labels + ": annotation " + name,
                            text,
                            spell.alert().annotations().getOrDefault(name, "")));
        }
        return wrong;
    }

    private static void compare(List<String> wrong, String what, String expected, String found) {
        if (expected.isEmpty() || expected.equalsIgnoreCase(found)) return;
        wrong.add(what + " must be '" + expected + "'; it is '" + found + "'");
    }

    private String instead(List<Spell> left, List<Spell> ofRule, Map<String, String> labels, Instant at) {
        List<Spell> same = ofRule.stream().filter(spell -> has(spell, labels)).toList();
        if (!same.isEmpty()) return nearest(same, at);
        if (left.isEmpty()) return nearest(ofRule, at);
        return "for these it never does; then fires " + own(left.getFirst());
    }

    /** What came nearest in time. */
    private String nearest(List<Spell> candidates, Instant at) {
        Spell best = candidates.stream()
                .min(Comparator.comparing(spell -> distance(spell, at)))
                .orElse(null);
        if (best != null) return told(best);
        String others = spells.stream().map(Spell::rule).distinct().collect(Collectors.joining(", "));
        return others.isEmpty() ? "nothing fired at all" : "it never fires in this test; what does: " + others;
    }

    private static Duration distance(Spell spell, Instant at) {
        Instant to = spell.to();
        if (at.isBefore(spell.from())) return Duration.between(at, spell.from());
        return to == null || at.isBefore(to) ? Duration.ZERO : Duration.between(to, at);
    }

    private String told(Spell spell) {
        Instant to = spell.to();
        String decided = Duration.between(spell.from(), spell.decidedAt()).compareTo(Duration.ofSeconds(1)) < 0
                ? ""
                : ", decided at " + offsets.of(spell.decidedAt());
        return "it fired " + own(spell) + " from " + offsets.of(spell.from())
                + (to == null ? " on" : " to " + offsets.of(to)) + decided;
    }

    /** What tells this alert from others of its rule. */
    private static Map<String, String> own(Spell spell) {
        return spell.alert().labels().map().entrySet().stream()
                .filter(label -> !label.getKey().equals(Labels.ALERTNAME)
                        && !label.getKey().equals(Labels.SEVERITY))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, java.util.LinkedHashMap::new));
    }
}
