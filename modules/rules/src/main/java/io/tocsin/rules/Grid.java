package io.tocsin.rules;

import java.time.Duration;

/** Into which buckets the windows of a rule are cut, and how far back they look. */
final class Grid {
    private static final int PER_WINDOW = 60;
    private static final long WIDTH_MIN_MILLIS = 1_000;
    private static final long WIDTH_MAX_MILLIS = 60_000;

    /** A day of minutes: no window holds more tallies per key, and one of a month is looked at every half hour. */
    private static final int TALLIES_MAX = 1_440;

    private Grid() {}

    /** The window: that of the rule, or the one bucket that a baseline compares with the past. */
    static Duration within(Rule rule) {
        return rule.when() instanceof BaselineCondition ? History.WIDTH : rule.within();
    }

    /** How many buckets a window has. */
    static int perWindow(Rule rule) {
        return switch (rule.when()) {
            case MeasureCondition measure -> perWindow(rule.within(), most(measure.measure()));
            case ShiftCondition shift -> perWindow(rule.within(), most(shift.measure()));
            case BaselineCondition baseline -> 1;
            case AnyCondition any -> perWindow(rule.within());
            case CountCondition count -> perWindow(rule.within());
            case SumCondition sum -> perWindow(rule.within());
            case DistinctCondition distinct -> perWindow(rule.within());
            case NewCondition fresh -> perWindow(rule.within());
            case SequenceCondition sequence -> perWindow(rule.within());
            case EventCondition event -> perWindow(rule.within());
            case RatioCondition ratio -> perWindow(rule.within());
            case AbsentCondition absent -> perWindow(rule.within());
        };
    }

    /** How long an event may matter for an evaluation. */
    static Duration reach(Rule rule) {
        return switch (rule.when()) {
            case ShiftCondition shift -> rule.within().multipliedBy(2);
            case BaselineCondition baseline -> History.SPAN;
            case AnyCondition any -> rule.within();
            case CountCondition count -> rule.within();
            case SumCondition sum -> rule.within();
            case DistinctCondition distinct -> rule.within();
            case NewCondition fresh -> fresh.history();
            case SequenceCondition sequence -> rule.within();
            case EventCondition event -> rule.within();
            case RatioCondition ratio -> rule.within();
            case MeasureCondition measure -> rule.within();
            case AbsentCondition absent -> rule.within();
        };
    }

    /**
     * How many buckets a window has: 60, or as many as keep a bucket between 1 s and 1 min, rounded down so that
     * the window is a whole number of buckets of whole milliseconds.
     */
    static int perWindow(Duration within) {
        return perWindow(within, Integer.MAX_VALUE);
    }

    /** Percentiles take much to keep, and different values long to add up: they have few buckets in a long window too. */
    private static int most(Measure measure) {
        boolean dear = measure instanceof Measure.Percentile || measure instanceof Measure.Distinct;
        return dear ? PER_WINDOW : TALLIES_MAX;
    }

    private static int perWindow(Duration within, int most) {
        long millis = within.toMillis();
        long width = Math.clamp(millis / PER_WINDOW, WIDTH_MIN_MILLIS, WIDTH_MAX_MILLIS);
        int count = Math.toIntExact(Math.clamp(millis / width, 1, most));
        while (millis % count != 0) count--;
        return count;
    }
}
