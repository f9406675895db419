package io.tocsin.rules;

import io.tocsin.query.Query;

/**
 * {@code ratio(QUERY)}: the share of the rule's events that also match a second query.
 *
 * @param part which of the events count
 * @param minVolume how many events the window must hold before the rule may begin to fire; once it fires, only
 *     the ratio counts
 */
public record RatioCondition(Query part, long minVolume) implements Condition {
    /** Below this a single event moves the ratio by 5 % or more. */
    static final long MIN_VOLUME_DEFAULT = 20;

    @Override
    public boolean eager() {
        return false;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof RatioCondition ratio && ratio.part.print().equals(part.print());
    }

    @Override
    public String print() {
        return "ratio(" + part.print() + ")";
    }
}
