package io.tocsin.rules;

import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.List;

/** Checks that a rule has the keys that its condition needs, and none that would say nothing. */
final class FittingKeys {
    private final Section rule;
    private final Condition when;

    private FittingKeys(Section rule, Condition when) {
        this.rule = rule;
        this.when = when;
    }

    static void check(Section rule, Condition when, List<KeyField> by, Duration within) {
        FittingKeys keys = new FittingKeys(rule, when);
        keys.within();
        keys.times();
        keys.belonging();
        keys.volume();
        if (when instanceof AbsentCondition absent) checkKeys(rule, absent, by, within);
    }

    private void within() {
        switch (when) {
            case AnyCondition any ->
                only("within", false, "any has no window, add 'when: count() > N' to count in one");
            case NewCondition fresh -> only("within", false, "how long a value is remembered is said by 'history'");
            case EventCondition event -> only("within", false, "one event is compared, there is no window");
            case BaselineCondition baseline ->
                only("within", false, "a baseline looks at five minutes of the last seven days");
            case CountCondition count -> needWithin();
            case SumCondition sum -> needWithin();
            case DistinctCondition distinct -> needWithin();
            case SequenceCondition sequence -> needWithin();
            case RatioCondition ratio -> needWithin();
            case MeasureCondition measure -> needWithin();
            case ShiftCondition shift -> needWithin();
            case AbsentCondition absent -> needWithin();
        }
    }

    private void needWithin() {
        if (!rule.has("within")) rule.problem("within", "'within' is required with " + rule.text("when", ""));
    }

    private void times() {
        boolean absent = when instanceof AbsentCondition;
        only("for", holds(), hintForHold());
        only("resolve_after", !absent, "a silence ends with the next event");
        only("keep_firing_for", !absent, "a silence ends with the next event");
    }

    /** Whether the condition is looked at again and again, so that it can stay true. */
    private boolean holds() {
        return when instanceof RatioCondition
                || when instanceof MeasureCondition
                || when instanceof ShiftCondition
                || when instanceof BaselineCondition;
    }

    private String hintForHold() {
        if (when instanceof AbsentCondition) return "a silence has its duration in 'within'";
        return when instanceof SequenceCondition || when instanceof EventCondition
                ? "it is true at one instant"
                : "it fires on the event itself, use a count such as 'when: count() > 5' with 'within'";
    }

    private void belonging() {
        boolean absent = when instanceof AbsentCondition;
        boolean fresh = when instanceof NewCondition;
        boolean baseline = when instanceof BaselineCondition;
        only("min_volume", holds(), "only what is measured over a window has a volume, such as ratio()");
        only("keys", absent, "only absent() misses keys");
        only("learn_after", absent || fresh, "only absent() and new() learn keys");
        only("forget", absent, "only absent() remembers keys");
        only("history", fresh, "only new() has a history");
        only("steps", when instanceof SequenceCondition, "only sequence and together have steps");
        only("side", baseline, "only baseline() has sides");
        only("min_change", baseline, "only baseline() has a least change");
        only("let", when instanceof EventCondition, "only a comparison of one event names fields");
        only("min_history", when instanceof EventCondition, "only a comparison with a profile needs its history");
    }

    /** What is measured of very few events is chance. */
    private void volume() {
        if (rule.has("min_volume")) return;
        String what = switch (when) {
            case RatioCondition ratio -> "ratio";
            case ShiftCondition shift -> shift.spike() ? "spike" : "drop";
            case BaselineCondition baseline -> "baseline";
            case MeasureCondition measure -> ofFew(measure.measure());
            case AnyCondition any -> "";
            case CountCondition count -> "";
            case SumCondition sum -> "";
            case DistinctCondition distinct -> "";
            case NewCondition fresh -> "";
            case SequenceCondition sequence -> "";
            case EventCondition event -> "";
            case AbsentCondition absent -> "";
        };
        if (what.isEmpty()) return;
        String enough = when instanceof MeasureCondition
                ? "1 event is enough to fire"
                : RatioCondition.MIN_VOLUME_DEFAULT + " events are enough to fire";
        rule.problems().warn(rule.mark("when"), what + " without min_volume: " + enough);
    }

    private static String ofFew(Measure measure) {
        return switch (measure) {
            case Measure.Average average -> "avg";
            case Measure.Deviation deviation -> "stddev";
            case Measure.Percentile percentile -> "a percentile";
            case Measure.Count count -> "";
            case Measure.Rate rate -> "";
            case Measure.Sum sum -> "";
            case Measure.Least least -> "";
            case Measure.Most most -> "";
            case Measure.Distinct distinct -> "";
        };
    }

    private void only(String key, boolean allowed, String because) {
        if (rule.has(key) && !allowed) rule.problem(key, "cannot use '" + key + "' here: " + because);
    }

    private static void checkKeys(Section rule, AbsentCondition absent, List<KeyField> by, Duration within) {
        if (!absent.keys().isEmpty() && by.size() != 1) {
            rule.problem("keys", "'keys' needs exactly one field in 'by', not " + by.size());
        }
        if (absent.forget().compareTo(within.plus(absent.learnAfter())) <= 0) {
            rule.problem(
                    "forget",
                    "'forget' must be longer than 'within' and 'learn_after' together ("
                            + Durations.print(within.plus(absent.learnAfter())) + "), or nothing is ever missed");
        }
    }
}
