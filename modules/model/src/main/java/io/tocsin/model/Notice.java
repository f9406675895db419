package io.tocsin.model;

/**
 * One message to one destination.
 *
 * @param id deterministic: the same cause gives the same id, so that planning it twice sends it once
 * @param kind what it is for the reader
 * @param person who is told, by user name; empty for a receiver of routing.yml
 * @param receiver the receiver or escalation policy that asked for it
 * @param thread what earlier notice to this destination it continues, as that channel returned it; empty for the first
 */
public record Notice(
        String id,
        Kind kind,
        String person,
        String receiver,
        Destination destination,
        Briefing briefing,
        String thread) {
    /** The same that says something else. */
    public Notice saying(Briefing other) {
        return new Notice(id, kind, person, receiver, destination, other, thread);
    }

    /** Why it is sent. What somebody must hear of is sent at least once; an update at most once when an answer stays unclear. */
    public enum Kind {
        /** Someone must act: from an escalation level. */
        PAGE,
        /** A receiver of routing.yml is told of a firing group. */
        NOTIFY,
        /** Somebody acknowledged; everyone who was told hears it. */
        ACKNOWLEDGED,
        /** It is over; everyone who was told hears it. */
        RESOLVED
    }
}
