package io.tocsin.rules;

import java.io.IOException;

/**
 * The window of {@code spike} and {@code drop}: how many times more, or less, it measures than the window before. Growth from
 * zero is infinite and reaches every threshold, nothing twice is no change, and signs cannot be compared. Nothing begins until
 * the rule has seen the stream for both windows: before, everything would have grown from zero.
 */
final class ShiftWindow extends SettledWindow {
    private final Slice present;
    private final Slice before;

    ShiftWindow(Key key, RuleState rule) {
        super(key, rule);
        long window = rule.terms().buckets();
        this.present = new Slice(0, window);
        this.before = new Slice(window, window);
    }

    @Override
    long reach(RuleState rule) {
        return 2L * rule.terms().buckets();
    }

    @Override
    void close(long bucket, RuleState rule) {
        present.close(buckets, closed(), bucket);
        before.close(buckets, closed(), bucket);
    }

    @Override
    void spoil() {
        present.spoil();
        before.spoil();
    }

    @Override
    void rest() {
        present.rest();
        before.rest();
    }

    private Tally present() {
        return present.total(buckets, closed(), meter);
    }

    private Tally before() {
        return before.total(buckets, closed(), meter);
    }

    @Override
    long nextChange(RuleState rule) {
        long window = rule.terms().buckets();
        long next = Buckets.NONE;
        for (long lag = 0; lag <= 2 * window; lag += window) {
            long found = buckets.nextAfter(closed() - lag);
            if (found != Buckets.NONE) next = Math.min(next, found + lag);
        }
        boolean young = rule.terms().endOf(closed()) < seenAt(rule);
        return young && !isOver(rule) ? Math.min(next, stopAt(seenAt(rule), rule)) : next;
    }

    private static long seenAt(RuleState rule) {
        return rule.counters().first + 2 * rule.terms().within();
    }

    @Override
    double measured(RuleState rule) {
        if (isOver(rule)) return Double.NaN;
        double now = meter.result(present(), rule.terms().within());
        double then = meter.result(before(), rule.terms().within());
        return isSpike(rule) ? times(now, then) : times(then, now);
    }

    private static boolean isSpike(RuleState rule) {
        return rule.rule().when() instanceof ShiftCondition shift && shift.spike();
    }

    private static double times(double more, double less) {
        if (more < 0 || less < 0) return Double.NaN;
        return more == less ? 1 : more / less;
    }

    @Override
    boolean mayBegin(Limit limit, long end, RuleState rule) {
        long busier = Math.max(present().values(), before().values());
        return end >= seenAt(rule) && rule.rule().when() instanceof ShiftCondition shift && busier >= shift.minVolume();
    }

    @Override
    boolean isOver(RuleState rule) {
        return isEmpty(-2L * rule.terms().buckets(), 0);
    }

    @Override
    boolean isBlank() {
        return true;
    }

    @Override
    String text(RuleState rule) {
        return Figures.short1(measured(rule)) + " ×";
    }

    @Override
    void saveWindow(StateOut out) throws IOException {}

    @Override
    void loadWindow(StateIn in) throws IOException {}
}
