package io.tocsin.server;

/**
 * What the journal of events holds at a start.
 *
 * @param start the first position that is new since the start
 * @param unseen the first position that the rules have not seen; 0 without a checkpoint
 * @param lastId the highest id before the start
 * @param whole whether all events that ever came will be read: then the windows know by themselves what fires, and when it
 *     ends
 */
record JournalReach(long start, long unseen, long lastId, boolean whole) {
    /** Whether the rules go on from a checkpoint. */
    boolean restored() {
        return unseen > 0;
    }
}
