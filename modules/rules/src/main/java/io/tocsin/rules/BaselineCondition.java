package io.tocsin.rules;

/**
 * {@code baseline(count()) > 6}: by how many robust deviations a measure leaves what was usual at this time of day over the
 * last seven days (research: seasonal median and MAD). Settled; buckets of five minutes.
 *
 * @param side whether more, less or both are unusual
 * @param minChange the share by which it must differ as well; 0.3 when the rule does not say
 * @param minVolume events that the bucket, or its reference, must hold
 */
public record BaselineCondition(Measure measure, Side side, double minChange, long minVolume) implements Condition {
    /** Below this chance alone is many deviations. */
    static final long MIN_VOLUME_DEFAULT = 20;

    /** Which way a measure may leave its baseline. */
    public enum Side {
        ABOVE,
        BELOW,
        BOTH
    }

    @Override
    public boolean eager() {
        return false;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof BaselineCondition like && like.measure.equals(measure);
    }

    @Override
    public String print() {
        return "baseline(" + measure.print() + ")";
    }
}
