package io.tocsin.rules;

/**
 * A measure of the window compared with a number: {@code p95(duration_ms) > 2000}, {@code avg(f) < 3}, {@code count() <
 * 10}. Settled: evaluated at the end of each bucket.
 *
 * @param minVolume how many values the window must hold before the rule may begin to fire; when the rule does not say 0 for
 *     counts, rates and sums, 1 for the others
 */
public record MeasureCondition(Measure measure, long minVolume) implements Condition {
    /** No average of nothing. */
    static final long MIN_VOLUME_DEFAULT = 1;

    /** A count of nothing is 0, and often what a rule is for. */
    static final long MIN_VOLUME_OF_TOTALS = 0;

    @Override
    public boolean eager() {
        return false;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof MeasureCondition like && like.measure.equals(measure);
    }

    @Override
    public String print() {
        return measure.print();
    }
}
