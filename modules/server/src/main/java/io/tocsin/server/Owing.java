package io.tocsin.server;

import java.time.Instant;

/**
 * What a rule owes that still reads its past: word of everything after the batch with which it began. Of other rules later
 * batches count as heard meanwhile; so this is kept in the journal of alerts, and a start knows of it.
 *
 * @param rule its name
 * @param position the last batch of the past; what the rule makes of later ones is told once it has read
 * @param at when it began: from there its memory reaches back
 * @param fresh whether it was there before in no process: then what fires where its past ends is news, too
 */
record Owing(String rule, long position, Instant at, boolean fresh) {
    /** The kind under which it is kept. */
    static final String KIND = "owing";

    /** The same of another rule. */
    Owing of(String other) {
        return new Owing(other, position, at, fresh);
    }
}
