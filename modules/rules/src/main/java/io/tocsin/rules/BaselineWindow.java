package io.tocsin.rules;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@code baseline}: a bucket of five minutes is compared with the same time of day, one bucket more on either side,
 * of the last seven days. It is warming, and measures nothing, until three days are known. Two buckets in a row must be unusual.
 * A series in which nothing happened for a week and a day is forgotten.
 */
final class BaselineWindow extends SettledWindow {
    /** 8 KB and more each: 5,000 series are 50 MB, and a page for each of more than that is no page. */
    static final int SERIES_MAX = 5_000;

    private static final long FORGOTTEN_AFTER = (History.DAYS + 1L) * History.PER_DAY;

    private History history = new History();

    BaselineWindow(Key key, RuleState rule) {
        super(key, rule);
    }

    @Override
    long reach(RuleState rule) {
        return 1;
    }

    /** What leaves is complete, late events included, and becomes the past of the days to come. */
    @Override
    void close(long bucket, RuleState rule) {
        for (int i = buckets.firstAfter(closed() - 1); i < buckets.firstAfter(bucket - 1); i++) {
            Bucket left = buckets.get(i);
            history.seen(left.index);
            history.put(left.index, meter.result(left.tally, rule.terms().within()));
        }
        if (present(bucket) != null) history.seen(bucket);
    }

    private @Nullable Bucket present(long bucket) {
        int at = buckets.firstAfter(bucket) - 1;
        return at >= 0 && buckets.get(at).index == bucket ? buckets.get(at) : null;
    }

    @Override
    void spoil() {}

    @Override
    void rest() {}

    @Override
    long nextChange(RuleState rule) {
        return isOver(rule) ? buckets.nextAfter(closed()) : closed() + 1;
    }

    @Override
    double measured(RuleState rule) {
        Usual usual = usual();
        double value = value(rule);
        if (usual == null || Double.isNaN(value)) return Double.NaN;
        double deviations = usual.deviations(value, counts());
        return switch (condition(rule).side()) {
            case ABOVE -> deviations;
            case BELOW -> -deviations;
            case BOTH -> Math.abs(deviations);
        };
    }

    private double value(RuleState rule) {
        Bucket present = present(closed());
        if (present != null) return meter.result(present.tally, rule.terms().within());
        return meter.countsNothing() && history.since() != History.NOT ? 0 : Double.NaN;
    }

    private @Nullable Usual usual() {
        return history.before(closed(), meter.countsNothing());
    }

    private static BaselineCondition condition(RuleState rule) {
        return (BaselineCondition) rule.rule().when();
    }

    private boolean counts() {
        return meter instanceof Meter.Values values && values.measure() instanceof Measure.Count;
    }

    /** Whether the past is too short to compare with. */
    boolean warming() {
        return usual() == null;
    }

    @Override
    boolean matters(RuleState rule) {
        Usual usual = usual();
        return usual != null && usual.change(value(rule)) > condition(rule).minChange();
    }

    @Override
    boolean mayBegin(Limit limit, long end, RuleState rule) {
        Bucket present = present(closed());
        Usual usual = usual();
        double now = present == null ? 0 : present.tally.values();
        double then = usual != null && counts() ? usual.median() : 0;
        return Math.max(now, then) >= condition(rule).minVolume();
    }

    /** At least two buckets in a row. */
    @Override
    long hold(RuleState rule) {
        return Math.max(rule.terms().hold(), rule.terms().bucketMillis());
    }

    @Override
    boolean isOver(RuleState rule) {
        return history.since() == History.NOT;
    }

    @Override
    void evaluated(long end, RuleState rule) {
        if (isOver(rule) || closed() - history.last() < FORGOTTEN_AFTER) return;
        end(end, rule);
        history = new History();
    }

    @Override
    boolean isBlank() {
        return history.since() == History.NOT;
    }

    @Override
    String text(RuleState rule) {
        Usual usual = usual();
        double value = value(rule);
        if (usual == null) return Figures.plain(value);
        return "z " + Figures.short1(usual.deviations(value, counts())) + " (" + Figures.plain(value) + ", usual "
                + Figures.plain(usual.median()) + ")";
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        history.save(out);
    }

    @Override
    void loadWindow(StateIn in) throws IOException {
        history.load(in);
    }
}
