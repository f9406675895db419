package io.tocsin.rules;

import io.tocsin.query.Query;
import java.math.BigDecimal;

/**
 * {@code ratio(QUERY) > 5%}: the share of the rule's events that also match a second query.
 *
 * @param part which of the events count
 * @param threshold a share: 0.05 for 5 %
 * @param minVolume how many events the window must hold before the rule may begin to fire; once it fires, only
 *     the ratio counts
 */
public record RatioCondition(Query part, Comparison comparison, double threshold, long minVolume) implements Condition {
    /** Below this a single event moves the ratio by 5 % or more. */
    static final long MIN_VOLUME_DEFAULT = 20;

    boolean holds(long hits, long total) {
        return total > 0 && comparison.holds((double) hits / total, threshold);
    }

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
        String percent = BigDecimal.valueOf(threshold)
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
        return "ratio(" + part.print() + ") " + comparison.sign() + " " + percent + "%";
    }
}
