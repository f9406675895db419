package io.tocsin.server.rehearse;

import io.tocsin.model.Labels;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what each rule did. */
final class RuleStatistics {
    private static final int KEYS_SHOWN = 10;

    private final Days days;

    RuleStatistics(Days days) {
        this.days = days;
    }

    /** @param before what the rules had counted when the stretch began; empty for nothing */
    List<RuleFigures> of(List<Rule> rules, List<RuleStatus> before, List<RuleStatus> status, List<Spell> spells) {
        Map<String, RuleStatus> earlier = new HashMap<>();
        before.forEach(each -> earlier.put(each.name(), each));
        Map<String, RuleStatus> states = new HashMap<>();
        status.forEach(each -> states.put(each.name(), each));
        Map<String, List<Spell>> byRule = spells.stream().collect(Collectors.groupingBy(Spell::rule));
        List<RuleFigures> figures = new ArrayList<>();
        for (Rule rule : rules) {
            RuleStatus state = states.get(rule.name());
            if (state != null && !rule.records())
                figures.add(
                        figures(rule, earlier.get(rule.name()), state, byRule.getOrDefault(rule.name(), List.of())));
        }
        return figures;
    }

    private RuleFigures figures(Rule rule, @Nullable RuleStatus before, RuleStatus state, List<Spell> spells) {
        List<Instant> began = spells.stream().map(Spell::decidedAt).toList();
        List<Long> daily = days.counts(began);
        Map<String, Long> keys =
                spells.stream().collect(Collectors.groupingBy(spell -> key(spell, rule), Collectors.counting()));
        Duration flap = rule.within().multipliedBy(2);
        long flaps = spells.stream()
                .filter(spell -> spell.to() != null && spell.length(days.to()).compareTo(flap) < 0)
                .count();
        return new RuleFigures(
                rule.name(),
                rule.group(),
                rule.limits().getFirst().severity(),
                state.matched() - (before == null ? 0 : before.matched()),
                state.late() - (before == null ? 0 : before.late()),
                state.skipped() - (before == null ? 0 : before.skipped()),
                state.evicted() - (before == null ? 0 : before.evicted()),
                spells.size(),
                days.perDay(spells.size()),
                Share.rank(daily, 0.95),
                Share.rank(daily, 1),
                keys.size(),
                Share.median(
                        spells.stream().map(spell -> spell.length(days.to())).toList()),
                flaps,
                Share.percent(began.stream().filter(days::isBusiness).count(), began.size()),
                top(keys, spells.size()));
    }

    private static List<RuleFigures.KeyShare> top(Map<String, Long> keys, long all) {
        return keys.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(KEYS_SHOWN)
                .map(key -> new RuleFigures.KeyShare(key.getKey(), key.getValue(), Share.percent(key.getValue(), all)))
                .toList();
    }

    /** The labels that tell the alerts of a rule apart. */
    private static String key(Spell spell, Rule rule) {
        return key(spell, Set.copyOf(rule.labels().entrySet()));
    }

    /** The labels of an alert, but for its name and severity. */
    static String key(Spell spell) {
        return key(spell, Set.of());
    }

    private static String key(Spell spell, Set<Map.Entry<String, String>> same) {
        String key = spell.alert().labels().map().entrySet().stream()
                .filter(label -> !label.getKey().equals(Labels.ALERTNAME)
                        && !label.getKey().equals(Labels.SEVERITY))
                .filter(label -> !same.contains(Map.entry(label.getKey(), label.getValue())))
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        return key.isEmpty() ? "(no labels)" : key;
    }
}
