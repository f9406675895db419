package io.tocsin.server;

import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import java.time.Instant;

/**
 * A message on its way.
 *
 * @param address where it goes, by name ({@link AddressBook}): what is journalled holds no secret, and a changed
 *     configuration counts from the next attempt on
 * @param incident the incident it is about; empty where no escalation runs
 * @param level the level that asked for it; 0 for receivers of routing.yml
 * @param thread what a later notice to this address must carry to continue it; empty until it was delivered
 */
record Outgoing(String address, String incident, int round, int level, Delivery delivery, String thread) {
    String id() {
        return delivery.notice().id();
    }

    Outgoing with(Delivery changed) {
        return new Outgoing(address, incident, round, level, changed, thread);
    }

    /** This after the answer to an attempt. */
    Outgoing answered(Outcome outcome, Instant now, double jitter) {
        String continued = outcome instanceof Outcome.Delivered delivered ? delivered.thread() : thread;
        return new Outgoing(address, incident, round, level, delivery.answered(outcome, now, jitter), continued);
    }
}
