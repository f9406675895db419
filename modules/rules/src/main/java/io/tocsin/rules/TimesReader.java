package io.tocsin.rules;

import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.List;

/** Reads how long a rule looks back, waits and goes on. */
final class TimesReader {
    /** Its keys besides {@code within}. */
    static final List<String> NAMES = List.of("for", "resolve_after", "keep_firing_for");

    private static final Duration WITHIN_MIN = Duration.ofSeconds(1);

    /** What is held in memory and replayed after a restart. */
    private static final Duration WITHIN_MAX = Duration.ofDays(31);

    /** What is true at one instant is news for a quarter of an hour. */
    private static final Duration INSTANT_RESOLVES_AFTER = Duration.ofMinutes(15);

    /** The buckets of a baseline. */
    private static final Duration BASELINE_WITHIN = Duration.ofMinutes(5);

    private TimesReader() {}

    /** The times of a rule, with the defaults of its condition. */
    record Times(Duration within, Duration hold, Duration resolveAfter) {}

    static Duration within(Section rule) {
        Duration within = rule.duration("within", WITHIN_MIN);
        if (within.compareTo(WITHIN_MIN) >= 0 && within.compareTo(WITHIN_MAX) <= 0) return within;
        rule.problem("within", "'within' must be 1s to 31d, not " + Durations.print(within));
        return WITHIN_MIN;
    }

    static Times read(Section rule, Condition when, Duration within) {
        Duration hold = rule.duration("for", Duration.ZERO);
        return switch (when) {
            case AnyCondition any -> instant(rule);
            case NewCondition fresh -> instant(rule);
            case EventCondition event -> instant(rule);
            case CountCondition count -> new Times(within, hold, resolveAfter(rule, within));
            case SumCondition sum -> new Times(within, hold, resolveAfter(rule, within));
            case DistinctCondition distinct -> new Times(within, hold, resolveAfter(rule, within));
            case SequenceCondition sequence -> new Times(within, hold, resolveAfter(rule, within));
            case RatioCondition ratio -> new Times(within, hold, resolveAfter(rule, Duration.ZERO));
            case MeasureCondition measure -> new Times(within, hold, resolveAfter(rule, Duration.ZERO));
            case ShiftCondition shift -> new Times(within, hold, resolveAfter(rule, Duration.ZERO));
            case BaselineCondition baseline -> new Times(BASELINE_WITHIN, hold, resolveAfter(rule, Duration.ZERO));
            case AbsentCondition absent -> new Times(within, hold, resolveAfter(rule, Duration.ZERO));
        };
    }

    private static Times instant(Section rule) {
        Duration resolveAfter = resolveAfter(rule, INSTANT_RESOLVES_AFTER);
        Duration within = resolveAfter.compareTo(WITHIN_MIN) < 0 ? WITHIN_MIN : resolveAfter;
        return new Times(within, Duration.ZERO, resolveAfter);
    }

    /** {@code keep_firing_for} is Prometheus' name for it. */
    private static Duration resolveAfter(Section rule, Duration otherwise) {
        if (rule.has("keep_firing_for") && rule.has("resolve_after"))
            rule.problem("keep_firing_for", "'keep_firing_for' and 'resolve_after' are the same: use one of them");
        String key = rule.has("keep_firing_for") ? "keep_firing_for" : "resolve_after";
        return rule.duration(key, otherwise);
    }
}
