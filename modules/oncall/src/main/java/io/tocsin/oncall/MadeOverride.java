package io.tocsin.oncall;

import java.time.Instant;

/**
 * An override that somebody made while the server runs, beside those that are configured.
 *
 * @param id by which it is taken back
 * @param schedule the name of the schedule
 * @param at when it was made
 * @param by who made it
 * @param reason for people; may be empty
 */
public record MadeOverride(
        String id, String schedule, ScheduleOverride override, Instant at, String by, String reason) {
    /** The same, with another span. */
    MadeOverride with(ScheduleOverride changed) {
        return new MadeOverride(id, schedule, changed, at, by, reason);
    }

    /** The same, which ends now: who served until then stays known. */
    public MadeOverride endedAt(Instant now) {
        return with(override.until(now));
    }

    boolean endsBy(Instant now) {
        return !override.to().isAfter(now);
    }
}
