package io.tocsin.routing;

import io.tocsin.model.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Where an integration tells, or why it does not.
 *
 * @param undeliverable for people; empty when there is a destination
 * @param lacking whether a credential or address is empty that Alertmanager demands
 */
record Target(@Nullable Destination destination, String undeliverable, boolean lacking) {
    static Target to(Destination destination) {
        return new Target(destination, "", false);
    }

    /** An empty variable or an absent file: there is nothing to send with. */
    static Target empty(String... keys) {
        String quoted = "'" + String.join("' and '", keys) + "'";
        return none("nothing can be delivered, " + quoted + (keys.length > 1 ? " are empty" : " is empty"), true);
    }

    static Target none(String why, boolean lacking) {
        return new Target(null, why, lacking);
    }

    /** Read and checked as Alertmanager does; what it tells is kept and shown. */
    static Target noSender() {
        return none("parsed and checked, Tocsin has no sender for it yet", false);
    }
}
