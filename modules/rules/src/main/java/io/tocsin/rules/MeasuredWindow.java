package io.tocsin.rules;

import java.io.IOException;
import java.time.Duration;

/**
 * The window of {@code ratio} and of a measure. An empty one measures nothing, and what fires ends; except where a low number is
 * what the rule waits for: there nothing is 0, from a whole window after the key was first heard until it was silent for a week.
 */
final class MeasuredWindow extends SettledWindow {
    /** As long as keys of {@code absent()} are missed when the rule does not say. */
    static final Duration FORGET = AbsentCondition.FORGET_DEFAULT;

    private final Slice slice;
    private long heardSince = NOT;
    private long emptySince = NOT;

    MeasuredWindow(Key key, RuleState rule) {
        super(key, rule);
        this.slice = new Slice(0, rule.terms().buckets());
    }

    /** Whether the rule waits for a low number, so that nothing is one. */
    private boolean low(RuleState rule) {
        if (!meter.countsNothing()) return false;
        for (Limit limit : rule.limits()) if (isLow(limit)) return true;
        return false;
    }

    private static boolean isLow(Limit limit) {
        Comparison comparison = limit.comparison();
        return comparison != null && !comparison.monotone();
    }

    @Override
    long reach(RuleState rule) {
        return rule.terms().buckets();
    }

    @Override
    void close(long bucket, RuleState rule) {
        slice.close(buckets, closed(), bucket);
    }

    @Override
    void spoil() {
        slice.spoil();
    }

    @Override
    void rest() {
        slice.rest();
    }

    private boolean isEmpty(RuleState rule) {
        return isEmpty(-rule.terms().buckets(), 0);
    }

    private Tally total() {
        return slice.total(buckets, closed(), meter);
    }

    @Override
    long nextChange(RuleState rule) {
        long window = rule.terms().buckets();
        long enters = buckets.nextAfter(closed());
        long leaves = buckets.nextAfter(closed() - window);
        long next = leaves == Buckets.NONE ? enters : Math.min(enters, leaves + window);
        return emptySince == NOT ? next : Math.min(next, stopAt(emptySince + FORGET.toMillis(), rule));
    }

    @Override
    double measured(RuleState rule) {
        if (isEmpty(rule)) return heardSince != NOT && low(rule) ? 0 : Double.NaN;
        return meter.result(total(), rule.terms().within());
    }

    @Override
    boolean mayBegin(Limit limit, long end, RuleState rule) {
        boolean young = heardSince == NOT || end < heardSince + rule.terms().within();
        if (young && meter.countsNothing() && isLow(limit)) return false;
        return total().values() >= minVolume(rule.rule().when());
    }

    private static long minVolume(Condition condition) {
        if (condition instanceof RatioCondition ratio) return ratio.minVolume();
        return condition instanceof MeasureCondition measure ? measure.minVolume() : 0;
    }

    @Override
    boolean isOver(RuleState rule) {
        return isEmpty(rule) && (heardSince == NOT || !low(rule));
    }

    @Override
    void evaluated(long end, RuleState rule) {
        if (!low(rule)) {
            heardSince = NOT;
            emptySince = NOT;
        } else if (!isEmpty(rule)) {
            emptySince = NOT;
            if (heardSince == NOT) heardSince = end;
        } else if (heardSince != NOT) {
            if (emptySince == NOT) emptySince = end;
            if (end < emptySince + FORGET.toMillis()) return;
            end(end, rule);
            heardSince = NOT;
            emptySince = NOT;
        }
    }

    @Override
    boolean isBlank() {
        return heardSince == NOT;
    }

    @Override
    String text(RuleState rule) {
        double measured = measured(rule);
        return meter instanceof Meter.Share ? Comparison.percent(measured) : Figures.plain(measured);
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        out.number(heardSince);
        out.number(emptySince);
    }

    @Override
    void loadWindow(StateIn in) throws IOException {
        heardSince = in.number();
        emptySince = in.number();
    }
}
