package io.tocsin.routing;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for: the parameters of Alertmanager's {@code GET /api/v2/alerts} and {@code /alerts/groups}.
 *
 * @param matchers all must hold; a missing label counts as empty
 * @param active whether those that nothing holds back are asked for
 * @param muted whether groups are asked for whose route is silent now
 * @param receiver one of the receivers' names must match as a whole; null for any
 * @param receiverMatchers all must hold for the labels of one of the receivers
 * @param after only alerts behind this fingerprint (16 hex digits); empty for the first page
 * @param limit at most so many alerts, or groups
 */
public record AlertFilter(
        List<Matcher> matchers,
        boolean active,
        boolean silenced,
        boolean inhibited,
        boolean muted,
        @Nullable Pattern receiver,
        List<Matcher> receiverMatchers,
        String after,
        int limit) {
    /** Everything. */
    public static final AlertFilter ALL =
            new AlertFilter(List.of(), true, true, true, true, null, List.of(), "", Integer.MAX_VALUE);

    /** Every alert that fulfils all matchers. */
    public static AlertFilter of(List<Matcher> matchers) {
        return new AlertFilter(matchers, true, true, true, true, null, List.of(), "", Integer.MAX_VALUE);
    }

    public AlertFilter {
        matchers = List.copyOf(matchers);
        receiverMatchers = List.copyOf(receiverMatchers);
    }

    /** Whether it does not matter what holds an alert back. */
    boolean anyState() {
        return active && silenced && inhibited;
    }

    /** Whether an alert in this state is asked for. */
    boolean wants(Status.OfAlert alert) {
        if (!silenced && !alert.silencedBy().isEmpty()) return false;
        if (!inhibited && !alert.inhibitedBy().isEmpty()) return false;
        return active || alert.suppressed();
    }
}
