package io.tocsin.rules;

import io.tocsin.model.Severity;

/**
 * What a rule is doing, for the rule page and for metrics. Counters run since the rule was loaded.
 *
 * @param firing how many alerts of this rule are firing
 * @param matched events that met {@code match}
 * @param late matched events that were too old to be used
 * @param skipped matched events without one of the by-fields
 * @param keys keys whose windows are held
 * @param evicted keys that were dropped or refused because the rule held too many
 * @param unmeasured matched events without a value to measure, or with one that is no number
 * @param dropped what windows gave up because they held too much of one key
 */
public record RuleStatus(
        String name,
        String file,
        String group,
        Severity severity,
        State state,
        int firing,
        long matched,
        long late,
        long skipped,
        int keys,
        long evicted,
        long unmeasured,
        long dropped) {
    /** Whether any alert of the rule fires, and whether it could. */
    public enum State {
        /** Its windows are being filled from the past; until then it decides nothing. */
        WARMING,
        INACTIVE,
        FIRING
    }
}
