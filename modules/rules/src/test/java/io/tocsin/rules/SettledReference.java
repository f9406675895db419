package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * The meaning of settled rules, said as plainly as possible: at the end of each bucket it looks at all events of the window again.
 * It tells what the engine tells, the severity and the value included. Times are milliseconds.
 */
final class SettledReference {
    private static final long WEEK = 7 * 86_400_000L;

    private final Rule rule;
    private final List<LogEvent> events;
    private final long first;
    private final long width;
    private final long within;
    private final Told told;
    private final long[] since;
    private final TreeMap<Long, List<LogEvent>> byBucket = new TreeMap<>();
    private long heardSince = -1;
    private long emptySince = -1;

    /** The measured value and what is known beside it. */
    private record Measured(double value, String text, boolean matters, long volume, boolean over) {}

    private SettledReference(Rule rule, String key, List<LogEvent> own, long first) {
        this.rule = rule;
        this.events = own.stream().filter(this::isMeasured).toList();
        this.first = first;
        this.width = Terms.of(rule).bucketMillis();
        this.within = Terms.of(rule).within();
        this.told = new Told(rule, key);
        this.since = new long[rule.limits().size()];
        for (LogEvent event : events) {
            byBucket.computeIfAbsent(at(event) / width, bucket -> new ArrayList<>())
                    .add(event);
        }
        Arrays.fill(since, -1);
    }

    /** @param first the time of the first event of any key */
    static List<Episode> episodes(Rule rule, String key, List<LogEvent> own, long first, long watermark) {
        SettledReference reference = new SettledReference(rule, key, own, first);
        if (!reference.byBucket.isEmpty()) reference.run(watermark);
        return reference.told.episodes();
    }

    private static long at(LogEvent event) {
        return event.time().toEpochMilli();
    }

    private void run(long watermark) {
        for (long end = (byBucket.firstKey() + 1) * width; end <= watermark; end += width) {
            Measured measured = measure(end);
            for (int tier = 0; tier < since.length; tier++) judge(tier, measured, end);
            for (int tier = since.length - 1; tier >= 0; tier--) {
                if (!told.fires(tier) || since[tier] < 0) continue;
                if (!measured.over && end - since[tier] < rule.resolveAfter().toMillis()) continue;
                told.resolve(tier, end);
                since[tier] = -1;
            }
            for (int tier = 0; tier < since.length; tier++) {
                if (told.fires(tier) || since[tier] < 0 || end - since[tier] < hold()) continue;
                told.fire(tier, since[tier], measured.text);
                since[tier] = -1;
            }
            forget(end);
        }
    }

    private long hold() {
        long hold = rule.hold().toMillis();
        return rule.when() instanceof BaselineCondition ? Math.max(hold, width) : hold;
    }

    private void judge(int tier, Measured measured, long end) {
        Limit limit = rule.limits().get(tier);
        boolean holds = measured.matters && !Double.isNaN(measured.value) && limit.holds(measured.value, end);
        boolean wanted = told.fires(tier) ? !holds : holds && mayBegin(limit, measured, end);
        since[tier] = !wanted ? -1 : since[tier] < 0 ? end : since[tier];
    }

    private boolean mayBegin(Limit limit, Measured measured, long end) {
        return switch (rule.when()) {
            case RatioCondition ratio -> measured.volume >= ratio.minVolume();
            case MeasureCondition measure ->
                measured.volume >= measure.minVolume()
                        && (!(counts(measure.measure()) && isLow(limit))
                                || (heardSince >= 0 && end - heardSince >= within));
            case ShiftCondition shift -> measured.volume >= shift.minVolume() && end >= first + 2 * within;
            case BaselineCondition baseline -> measured.volume >= baseline.minVolume();
            default -> throw new IllegalArgumentException(rule.when().print());
        };
    }

    private static boolean isLow(Limit limit) {
        return limit.comparison() == Comparison.BELOW || limit.comparison() == Comparison.AT_MOST;
    }

    /** A key that a rule with a low threshold waits for is given up after a week of silence. */
    private void forget(long end) {
        if (!waitsForLow()) return;
        boolean empty = window(end - within, end).isEmpty();
        if (!empty) {
            emptySince = -1;
            if (heardSince < 0) heardSince = end;
        } else if (heardSince >= 0) {
            if (emptySince < 0) emptySince = end;
            if (end - emptySince < WEEK) return;
            for (int tier = since.length - 1; tier >= 0; tier--) if (told.fires(tier)) told.resolve(tier, end);
            Arrays.fill(since, -1);
            heardSince = -1;
            emptySince = -1;
        }
    }

    private boolean waitsForLow() {
        return rule.when() instanceof MeasureCondition measure
                && counts(measure.measure())
                && rule.limits().stream().anyMatch(SettledReference::isLow);
    }

    private static boolean counts(Measure measure) {
        return measure instanceof Measure.Count
                || measure instanceof Measure.Rate
                || measure instanceof Measure.Sum
                || measure instanceof Measure.Distinct;
    }

    private List<LogEvent> window(long from, long to) {
        List<LogEvent> found = new ArrayList<>();
        byBucket.subMap(Math.floorDiv(from, width), Math.floorDiv(to, width))
                .values()
                .forEach(found::addAll);
        return found;
    }

    private Measured measure(long end) {
        List<LogEvent> window = window(end - within, end);
        return switch (rule.when()) {
            case RatioCondition ratio -> ratio(window, ratio);
            case MeasureCondition measure -> {
                boolean zero = window.isEmpty() && waitsForLow() && heardSince >= 0;
                double value = zero ? 0 : window.isEmpty() ? Double.NaN : value(measure.measure(), window);
                yield new Measured(value, Figures.plain(value), true, window.size(), window.isEmpty() && !zero);
            }
            case ShiftCondition shift -> shift(window, window(end - 2 * within, end - within), shift);
            case BaselineCondition baseline -> baseline(window, end, baseline);
            default -> throw new IllegalArgumentException(rule.when().print());
        };
    }

    private static Measured ratio(List<LogEvent> window, RatioCondition ratio) {
        double share = (double) window.stream().filter(ratio.part()::matches).count() / window.size();
        return new Measured(share, Comparison.percent(share), true, window.size(), window.isEmpty());
    }

    private Measured shift(List<LogEvent> window, List<LogEvent> before, ShiftCondition shift) {
        double now = value(shift.measure(), window);
        double then = value(shift.measure(), before);
        double more = shift.spike() ? now : then;
        double less = shift.spike() ? then : now;
        double times = more < 0 || less < 0 ? Double.NaN : more == less ? 1 : more / less;
        boolean over = window.isEmpty() && before.isEmpty();
        long volume = Math.max(window.size(), before.size());
        return new Measured(over ? Double.NaN : times, Figures.short1(times) + " ×", true, volume, over);
    }

    private Measured baseline(List<LogEvent> window, long end, BaselineCondition baseline) {
        double value = value(baseline.measure(), window);
        List<Double> past = new ArrayList<>();
        int days = 0;
        for (int day = 1; day <= 7; day++) {
            int before = past.size();
            for (int step = -1; step <= 1; step++) {
                long until = end - day * 86_400_000L + step * width;
                if (until <= byBucket.firstKey() * width) continue;
                double usual = (float) value(baseline.measure(), window(until - width, until));
                if (!Double.isNaN(usual)) past.add(usual);
            }
            if (past.size() > before) days++;
        }
        if (days < 3) return new Measured(Double.NaN, "", false, 0, false);
        boolean counts = baseline.measure() instanceof Measure.Count;
        double median = median(past);
        double mad = median(past.stream().map(each -> Math.abs(each - median)).toList());
        double floor = Math.max(0.02 * Math.abs(median), counts ? Math.sqrt(Math.max(1, median)) : 0);
        double z = value == median ? 0 : (value - median) / Math.max(1.4826 * mad, floor);
        double change = value == median ? 0 : Math.abs(value - median) / Math.abs(median);
        double side = switch (baseline.side()) {
            case ABOVE -> z;
            case BELOW -> -z;
            case BOTH -> Math.abs(z);
        };
        String text = "z " + Figures.short1(z) + " (" + Figures.plain(value) + ", usual " + Figures.plain(median) + ")";
        long volume = Math.max(window.size(), counts ? (long) Math.floor(median) : 0);
        return new Measured(side, text, change > baseline.minChange(), volume, false);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return size % 2 == 1 ? sorted.get(size / 2) : (sorted.get(size / 2 - 1) + sorted.get(size / 2)) / 2;
    }

    private boolean isMeasured(LogEvent event) {
        return switch (measureOf(rule.when())) {
            case Measure.Count count -> true;
            case Measure.Rate rate -> true;
            case Measure.Distinct distinct -> !text(event, distinct.field()).isEmpty();
            case Measure.Sum sum -> isNumber(event, sum.field());
            case Measure.Average average -> isNumber(event, average.field());
            case Measure.Least least -> isNumber(event, least.field());
            case Measure.Most most -> isNumber(event, most.field());
            case Measure.Deviation deviation -> isNumber(event, deviation.field());
            case Measure.Percentile percentile -> isNumber(event, percentile.field());
        };
    }

    private static Measure measureOf(Condition condition) {
        return switch (condition) {
            case MeasureCondition measure -> measure.measure();
            case ShiftCondition shift -> shift.measure();
            case BaselineCondition baseline -> baseline.measure();
            default -> new Measure.Count();
        };
    }

    private static boolean isNumber(LogEvent event, String field) {
        OptionalDouble number = Numbers.of(text(event, field));
        return number.isPresent() && Math.abs(number.getAsDouble()) <= 1e100;
    }

    private static String text(LogEvent event, String field) {
        String text = event.fields().first(field);
        return text == null ? "" : text;
    }

    private static double[] numbers(List<LogEvent> window, String field) {
        return window.stream()
                .mapToDouble(event -> Numbers.of(text(event, field)).orElseThrow())
                .sorted()
                .toArray();
    }

    private double value(Measure measure, List<LogEvent> window) {
        if (window.isEmpty()) return counts(measure) ? 0 : Double.NaN;
        return switch (measure) {
            case Measure.Count count -> window.size();
            case Measure.Rate rate -> window.size() * 1000.0 / within;
            case Measure.Sum sum ->
                SettledValues.sum(numbers(window, sum.field())).doubleValue();
            case Measure.Average average -> SettledValues.mean(numbers(window, average.field()));
            case Measure.Least least -> numbers(window, least.field())[0];
            case Measure.Most most -> numbers(window, most.field())[window.size() - 1];
            case Measure.Deviation deviation -> SettledValues.deviation(numbers(window, deviation.field()));
            case Measure.Percentile percentile ->
                SettledValues.percentile(numbers(window, percentile.field()), percentile.rank());
            case Measure.Distinct distinct -> {
                Set<String> different = new HashSet<>();
                for (LogEvent event : window) different.add(text(event, distinct.field()));
                yield different.size();
            }
        };
    }
}
