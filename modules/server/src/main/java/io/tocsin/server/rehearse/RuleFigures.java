package io.tocsin.server.rehearse;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rule would have done.
 *
 * @param matched events that met {@code match}
 * @param late matched events too old for their window
 * @param skipped matched events without one of the by-fields
 * @param evicted keys that were dropped because the rule held too many
 * @param firings alerts that began
 * @param keys different label sets among them
 * @param flaps alerts that were over in less than twice the window
 * @param business share of the alerts that began Monday to Friday, 09:00 to 18:00, in percent
 * @param top the keys with the most firings
 */
public record RuleFigures(
        String rule,
        String group,
        String severity,
        long matched,
        long late,
        long skipped,
        long evicted,
        long firings,
        @Nullable Double perDayMean,
        long perDayP95,
        long perDayMax,
        long keys,
        Duration median,
        long flaps,
        double business,
        List<KeyShare> top) {
    public RuleFigures {
        top = List.copyOf(top);
    }

    /**
     * A key and its part of the firings.
     *
     * @param share in percent
     */
    public record KeyShare(String key, long firings, double share) {}
}
