package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The state of a settled condition for one key. It is evaluated at the end of each bucket of event time, once the watermark says
 * that the bucket is complete; so results depend on the events only. Between two buckets that change what is measured all
 * evaluations are equal, and are done in one step: a jump of years costs as much as one of seconds.
 *
 * <p>Each tier begins when it has held for {@code for}, and ends when it has not for {@code resolve_after}, or at once when there
 * is nothing left to measure.
 */
abstract sealed class SettledWindow extends KeyWindow permits MeasuredWindow, ShiftWindow, BaselineWindow {
    static final long NOT = Long.MIN_VALUE;
    private static final long[] NONE = {};

    /** Buckets are few in a short window, and then more events of each are shown. */
    private static final int SHOWN_PER_BUCKET = 4;

    final Meter meter;
    final Buckets buckets = new Buckets();
    private long closed;
    private boolean spoiled;

    /** By tier: since when it has not held while it fires, since when it has while it does not. Empty while none is anything. */
    private long[] since = NONE;

    private long filledAt = NOT;
    private boolean resuming;

    SettledWindow(Key key, RuleState rule) {
        super(key);
        this.meter = Objects.requireNonNull(rule.meter());
        this.closed = rule.closedBucket();
    }

    /** How many buckets before the last closed one still count. */
    abstract long reach(RuleState rule);

    /** Moves on to a bucket; nothing entered or left the window in between. */
    abstract void close(long bucket, RuleState rule);

    /** Something happened in a bucket that was closed already. */
    abstract void spoil();

    /** Everything up to the watermark is decided: what is only needed meanwhile may go. */
    abstract void rest();

    /** The next bucket whose close may change what is measured, not counting calendars; {@link Buckets#NONE} for none. */
    abstract long nextChange(RuleState rule);

    /** Whether no bucket between two offsets from the last closed one, the first excluded, holds anything. */
    final boolean isEmpty(long from, long to) {
        return buckets.firstAfter(closed + from) == buckets.firstAfter(closed + to);
    }

    /** What is measured at the end of the last closed bucket; NaN for nothing. */
    abstract double measured(RuleState rule);

    /** Whether what was measured holds for a tier, in all ways but the threshold. */
    boolean matters(RuleState rule) {
        return true;
    }

    /** Whether there is enough to begin with. */
    abstract boolean mayBegin(Limit limit, long end, RuleState rule);

    /** Whether nothing is left that an alert could be about. */
    abstract boolean isOver(RuleState rule);

    /** Called after each evaluation, to forget. */
    void evaluated(long end, RuleState rule) {}

    /** Whether the window may be opened anew for the next event without any difference. */
    abstract boolean isBlank();

    /** What is measured, as people read it. */
    abstract String text(RuleState rule);

    long hold(RuleState rule) {
        return rule.terms().hold();
    }

    abstract void saveWindow(StateOut out) throws IOException;

    abstract void loadWindow(StateIn in) throws IOException;

    /** The last bucket that was evaluated. */
    final long closed() {
        return closed;
    }

    @Override
    final void add(long at, LogEvent event, RuleState rule) {
        long reading = meter.read(event, rule.counts());
        if (reading == Meter.NONE) {
            rule.counters().unmeasured++;
            return;
        }
        long index = rule.terms().bucketOf(at);
        if (index <= closed - reach(rule)) return;
        Bucket bucket = buckets.of(index, meter);
        bucket.tally.add(reading);
        if (meter.shows(reading)) {
            bucket.show(
                    event.id(),
                    Math.max(SHOWN_PER_BUCKET, Evidence.IDS_MAX / rule.terms().buckets()));
        }
        if (index <= closed) {
            spoiled = true;
            spoil();
        }
        rule.schedule(this, rule.terms().endOf(Math.max(index, closed + 1)));
    }

    @Override
    final void resume(int tier, RuleState rule) {
        resuming = true;
    }

    @Override
    final void settle(RuleState rule) {
        if (resuming) {
            resuming = false;
            long reach = reach(rule) * rule.terms().bucketMillis();
            filledAt = rule.terms().evaluationAt(rule.watermark() + rule.terms().late() + reach);
        }
        long last = rule.closedBucket();
        while (closed < last) {
            long next = Math.min(nextStop(rule), last);
            if (next > closed + 1) repeat(next - 1, rule);
            move(next, rule);
            evaluate(rule);
        }
        plan(rule);
        rest();
    }

    private void move(long bucket, RuleState rule) {
        close(bucket, rule);
        closed = bucket;
        buckets.drop(bucket - reach(rule));
    }

    /** The evaluation at the end of the last closed bucket. */
    private void evaluate(RuleState rule) {
        spoiled = false;
        long end = rule.terms().endOf(closed);
        double measured = measured(rule);
        if (rule.rule().records()) {
            if (!Double.isNaN(measured) && !isOver(rule)) rule.alerts().record(this, end, measured);
        } else {
            boolean matters = !Double.isNaN(measured) && matters(rule);
            for (int tier = 0; tier < rule.limits().length; tier++) {
                judge(tier, matters && rule.limits()[tier].holds(measured, end), end, rule);
            }
            decide(end, rule);
        }
        evaluated(end, rule);
    }

    private void judge(int tier, boolean holds, long end, RuleState rule) {
        boolean wanted = firing(tier) ? !holds && end >= filledAt : holds && mayBegin(rule.limits()[tier], end, rule);
        if (!wanted) set(tier, NOT, rule);
        else if (since(tier) == NOT) set(tier, end, rule);
    }

    private long since(int tier) {
        return since.length == 0 ? NOT : since[tier];
    }

    private void set(int tier, long at, RuleState rule) {
        if (since.length == 0) {
            if (at == NOT) return;
            since = new long[rule.limits().length];
            Arrays.fill(since, NOT);
        }
        since[tier] = at;
    }

    /** Evaluations up to this bucket that all measure the same: only a duration can run out. */
    private void repeat(long bucket, RuleState rule) {
        long first = rule.terms().endOf(closed + 1);
        long last = rule.terms().endOf(bucket);
        for (long turn = nextTurn(rule); turn <= last; turn = nextTurn(rule)) decide(Math.max(turn, first), rule);
        move(bucket, rule);
    }

    /** What ends is told before what begins; of two that end the lesser first, so that nobody hears of it in between. */
    private void decide(long end, RuleState rule) {
        int tiers = rule.limits().length;
        for (int tier = tiers - 1; tier >= 0; tier--) {
            if (!firing(tier) || turn(tier, rule) > end) continue;
            rule.alerts().resolve(this, tier, end);
            set(tier, NOT, rule);
        }
        for (int tier = 0; tier < tiers; tier++) {
            if (firing(tier) || turn(tier, rule) > end) continue;
            rule.alerts().fire(this, tier, since(tier), text(rule), evidence(rule));
            set(tier, NOT, rule);
        }
        compact();
    }

    private void compact() {
        for (long each : since) if (each != NOT) return;
        since = NONE;
    }

    /** The evaluation at which a tier begins or ends if nothing else happens. */
    private long turn(int tier, RuleState rule) {
        long from = since(tier);
        if (from == NOT) return Deadlines.NEVER;
        if (!firing(tier)) return rule.terms().evaluationAt(from + hold(rule));
        return isOver(rule)
                ? from
                : rule.terms().evaluationAt(from + rule.terms().resolveAfter());
    }

    private long nextTurn(RuleState rule) {
        long next = Deadlines.NEVER;
        for (int tier = 0; tier < since.length; tier++) next = Math.min(next, turn(tier, rule));
        return next;
    }

    /** The next bucket that must be evaluated for itself; {@link Buckets#NONE} when nothing will happen. */
    private long nextStop(RuleState rule) {
        boolean over = isOver(rule) && Double.isNaN(measured(rule));
        if (spoiled || (rule.rule().records() && !over)) return closed + 1;
        long next = nextChange(rule);
        long end = rule.terms().endOf(closed);
        if (end < filledAt) next = Math.min(next, stopAt(filledAt, rule));
        if (!over && !rule.calendars().isEmpty()) {
            next = Math.min(next, stopAt(rule.calendars().after(end), rule));
        }
        return next;
    }

    /** The bucket whose evaluation is the first that is not before an instant. */
    final long stopAt(long at, RuleState rule) {
        return at == Deadlines.NEVER
                ? Buckets.NONE
                : Math.max(
                        closed + 1, rule.terms().evaluationAt(at) / rule.terms().bucketMillis() - 1);
    }

    private void plan(RuleState rule) {
        long next = nextStop(rule);
        if (next != Buckets.NONE) rule.schedule(this, rule.terms().endOf(next));
        long turn = nextTurn(rule);
        if (turn != Deadlines.NEVER)
            rule.schedule(this, Math.max(turn, rule.terms().endOf(closed + 1)));
    }

    /** Ends all tiers, because there is nothing that could end them any more. */
    final void end(long at, RuleState rule) {
        for (int tier = rule.limits().length - 1; tier >= 0; tier--)
            rule.alerts().resolve(this, tier, at);
        since = NONE;
    }

    private List<String> evidence(RuleState rule) {
        return buckets.evidence(closed - rule.terms().buckets(), closed);
    }

    @Override
    final boolean disposable(RuleState rule) {
        return !firing() && buckets.isEmpty() && since.length == 0 && isBlank();
    }

    @Override
    final void save(StateOut out) throws IOException {
        out.number(closed);
        out.flag(spoiled);
        buckets.save(out);
        out.number(since.length);
        for (long each : since) out.number(each);
        out.number(filledAt);
        out.flag(resuming);
        saveWindow(out);
    }

    @Override
    final void load(StateIn in, RuleState rule) throws IOException {
        closed = in.number();
        spoiled = in.flag();
        buckets.load(in, meter);
        for (int tier = 0, saved = in.count(); tier < saved; tier++) {
            long at = in.number();
            if (tier < rule.limits().length) set(tier, at, rule);
        }
        filledAt = in.number();
        resuming = in.flag();
        loadWindow(in);
    }
}
