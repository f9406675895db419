package io.tocsin.rules;

/**
 * {@code spike(count()) > 3}, {@code drop(count()) > 3}: how many times more, or less, the window holds than the window
 * before. Settled. Both windows count towards {@code minVolume}: the greater of the two must reach it.
 *
 * @param minVolume events that the busier of the two windows must hold before the rule may begin to fire
 */
public record ShiftCondition(Measure measure, boolean spike, long minVolume) implements Condition {
    /** Below this a few events more or less are a factor. */
    static final long MIN_VOLUME_DEFAULT = 20;

    @Override
    public boolean eager() {
        return false;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof ShiftCondition like && like.measure.equals(measure) && like.spike == spike;
    }

    @Override
    public String print() {
        return (spike ? "spike(" : "drop(") + measure.print() + ")";
    }
}
