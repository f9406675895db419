package io.tocsin.server;

import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import java.time.Instant;
import java.util.Objects;

/**
 * A message on its way.
 *
 * @param address where it goes, by name ({@link AddressBook}): what is journalled holds no secret, and a changed
 *     configuration counts from the next attempt on
 * @param incident the incident it is about; empty where no escalation runs
 * @param level the level that asked for it; 0 for receivers of routing.yml
 * @param thread what a later notice to this address must carry to continue it; empty until it was delivered
 * @param cause what asked for it, as templates see it; journals of older versions have none
 */
record Outgoing(String address, String incident, int round, int level, Delivery delivery, String thread, Cause cause) {
    Outgoing {
        cause = Objects.requireNonNullElse(cause, Cause.NONE);
    }

    String id() {
        return delivery.notice().id();
    }

    Outgoing with(Delivery changed) {
        return new Outgoing(address, incident, round, level, changed, thread, cause);
    }

    /** This after the answer to an attempt. */
    Outgoing answered(Outcome outcome, Instant now, double jitter) {
        String continued = outcome instanceof Outcome.Delivered delivered ? delivered.thread() : thread;
        Delivery next = delivery.answered(outcome, now, jitter);
        return new Outgoing(address, incident, round, level, next, continued, cause);
    }
}
