package io.tocsin.store;

import io.tocsin.query.Query;
import java.time.Instant;

/**
 * Events that must not be found any more: leaked secrets, personal data. Holds for what was accepted up to then, not for what
 * comes later.
 *
 * @param id names it
 * @param query which events
 * @param from events of this time or later
 * @param to events before this time
 * @param lastEventId the newest event that it can hit
 * @param at when it was ordered
 * @param by who ordered it
 * @param reason why
 * @param purged whether the bytes are gone from the disk, too
 */
public record Deletion(
        String id,
        Query query,
        Instant from,
        Instant to,
        long lastEventId,
        Instant at,
        String by,
        String reason,
        boolean purged) {
    /** The same, with its bytes gone or not. */
    Deletion withPurged(boolean gone) {
        return new Deletion(id, query, from, to, lastEventId, at, by, reason, gone);
    }
}
