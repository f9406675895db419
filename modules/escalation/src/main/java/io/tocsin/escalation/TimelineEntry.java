package io.tocsin.escalation;

import java.time.Instant;

/**
 * One decision about an incident.
 *
 * @param text a sentence for people
 * @param by who caused it; empty when time or the alerts did
 */
public record TimelineEntry(Instant at, Kind kind, String text, String by) {
    /** What kind of decision, for colours, filters and metrics. */
    public enum Kind {
        OPENED,
        ALERTS_CHANGED,
        SEVERITY_CHANGED,
        LEVEL_PAGED,
        NO_ONE_ON_CALL,
        FALLBACK_PAGED,
        PAGE_DELIVERED,
        PAGE_FAILED,
        PAGE_HELD,
        NOT_TOLD_IN_TIME,
        ACKNOWLEDGED,
        ACKNOWLEDGEMENT_ENDED,
        ESCALATED,
        REASSIGNED,
        PAUSED,
        RESUMED,
        ROUND_STARTED,
        RESOLVED,
        WENT_QUIET,
        REOPENED,
        NOTE
    }
}
