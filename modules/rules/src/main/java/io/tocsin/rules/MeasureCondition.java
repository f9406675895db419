package io.tocsin.rules;

/**
 * A measure of the window compared with a number: {@code p95(duration_ms) > 2000}, {@code avg(f) < 3}, {@code count() <
 * 10}. Settled: evaluated at the end of each bucket.
 *
 * @param minVolume how many values the window must hold before the rule may begin to fire; 1 when the rule does not say
 */
public record MeasureCondition(Measure measure, long minVolume) implements Condition {
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
