package io.tocsin.escalation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an incident.
 *
 * @param text a sentence for people
 * @param by who caused it; empty when time or the alerts did
 * @param attempt what was tried to tell somebody, and the answer; null for everything else
 * @param number its place in the timeline, from 1; 0 only until the entry is added to one
 * @param previous the hash of the entry before it, see {@link Chain}; null only until the entry is added to a timeline
 */
public record TimelineEntry(
        Instant at,
        Kind kind,
        String text,
        String by,
        @Nullable Attempt attempt,
        int number,
        @Nullable String previous) {
    /** An entry that is in no timeline yet. */
    public TimelineEntry(Instant at, Kind kind, String text, String by) {
        this(at, kind, text, by, null, 0, null);
    }

    TimelineEntry at(int place, String behind) {
        return new TimelineEntry(at, kind, text, by, attempt, place, behind);
    }

    /** What kind of thing, for colours, filters and metrics. */
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
        ATTEMPTED,
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
        MERGED,
        NOTE
    }
}
