package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@code ratio} for one key. It is evaluated at the end of each bucket of event time, once the
 * watermark says that the bucket is complete; so results depend on the events only. Between two buckets that
 * change the sums all evaluations are equal, and are done in one step: a jump of years costs as much as one of
 * seconds.
 */
final class RatioWindow extends KeyWindow {
    private static final long NOT = Long.MIN_VALUE;

    private final Buckets buckets;
    private final long[] hitIds = new long[Evidence.IDS_MAX];
    private final long[] hitTimes = new long[Evidence.IDS_MAX];
    private long hitCount;
    private long trueSince = NOT;
    private long falseSince = NOT;
    private long filledAt = NOT;
    private boolean resuming;

    RatioWindow(Key key, RuleState rule) {
        super(key);
        this.buckets = new Buckets(rule.terms().buckets(), rule.closedBucket());
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        boolean hit = condition(rule).part().matches(event);
        if (hit) remember(at, event.id());
        buckets.add(rule.terms().bucketOf(at), hit);
        plan(rule);
    }

    private void remember(long at, long id) {
        int slot = (int) (hitCount++ % Evidence.IDS_MAX);
        hitIds[slot] = id;
        hitTimes[slot] = at;
    }

    @Override
    void resume(int tier, RuleState rule) {
        resuming = true;
    }

    @Override
    void settle(RuleState rule) {
        if (resuming) {
            resuming = false;
            filledAt = rule.terms()
                    .evaluationAt(rule.watermark()
                            + rule.terms().late()
                            + rule.terms().within());
        }
        long last = rule.closedBucket();
        while (buckets.closed() < last) {
            long next = Math.min(buckets.nextChange(), last);
            if (next > buckets.closed() + 1) repeat(next - 1, rule);
            buckets.close(next);
            evaluate(rule);
        }
        plan(rule);
    }

    /** The evaluation at the end of the last closed bucket. */
    private void evaluate(RuleState rule) {
        long end = rule.terms().endOf(buckets.closed());
        boolean holds = buckets.total() > 0 && rule.limits()[0].holds(share(), end);
        if (firing()) {
            if (holds || end < filledAt) falseSince = NOT;
            else if (falseSince == NOT) falseSince = end;
        } else if (!holds || buckets.total() < condition(rule).minVolume()) {
            trueSince = NOT;
        } else if (trueSince == NOT) {
            trueSince = end;
        }
        decide(end, rule);
    }

    /** Evaluations up to this bucket with unchanged sums: only a duration can run out. */
    private void repeat(long bucket, RuleState rule) {
        long end = turn(rule);
        if (end <= rule.terms().endOf(bucket)) decide(end, rule);
        buckets.close(bucket);
    }

    private void decide(long end, RuleState rule) {
        if (end < turn(rule)) return;
        if (firing()) {
            rule.alerts().resolve(this, 0, end);
            falseSince = NOT;
        } else {
            rule.alerts().fire(this, 0, trueSince, Comparison.percent(share()), evidence(rule));
        }
        trueSince = NOT;
    }

    /** The evaluation at which the state changes if the ratio stays as it is. */
    private long turn(RuleState rule) {
        if (!firing())
            return trueSince == NOT
                    ? Deadlines.NEVER
                    : rule.terms().evaluationAt(trueSince + rule.terms().hold());
        if (falseSince == NOT) return Deadlines.NEVER;
        return buckets.total() == 0
                ? falseSince
                : rule.terms().evaluationAt(falseSince + rule.terms().resolveAfter());
    }

    private void plan(RuleState rule) {
        long next = buckets.nextChange();
        if (next != Buckets.NONE) rule.schedule(this, rule.terms().endOf(next));
        if (rule.terms().endOf(buckets.closed()) < filledAt) rule.schedule(this, filledAt);
        long turn = turn(rule);
        if (turn != Deadlines.NEVER)
            rule.schedule(this, Math.max(turn, rule.terms().endOf(buckets.closed() + 1)));
    }

    private static RatioCondition condition(RuleState rule) {
        return (RatioCondition) rule.rule().when();
    }

    private double share() {
        return (double) buckets.hits() / buckets.total();
    }

    private List<String> evidence(RuleState rule) {
        long until = rule.terms().endOf(buckets.closed());
        List<Long> found = new ArrayList<>();
        for (long i = Math.max(0, hitCount - Evidence.IDS_MAX); i < hitCount; i++) {
            int slot = (int) (i % Evidence.IDS_MAX);
            if (hitTimes[slot] >= until - rule.terms().within()) found.add(hitIds[slot]);
        }
        return Evidence.newest(found);
    }

    @Override
    boolean disposable(RuleState rule) {
        return !firing() && buckets.isEmpty() && trueSince == NOT;
    }

    @Override
    void save(StateOut out) throws IOException {
        throw new IOException("cannot save a ratio yet");
    }

    @Override
    void load(StateIn in, RuleState rule) throws IOException {
        throw new IOException("cannot load a ratio yet");
    }
}
