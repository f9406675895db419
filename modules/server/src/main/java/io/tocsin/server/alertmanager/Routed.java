package io.tocsin.server.alertmanager;

import io.tocsin.model.Alert;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import io.tocsin.routing.Status;
import io.vertx.core.Future;
import java.util.List;

/** Alerts on their way to people, as the API needs them. */
public interface Routed {
    /** The alerts that fire and are asked for, by fingerprint. */
    Future<List<Status.OfAlert>> alerts(AlertFilter filter);

    /** The groups with an alert that fires and is asked for, by labels and receiver. */
    Future<List<Status.OfGroup>> groups(AlertFilter filter);

    /** Every silence that is kept, in no order. */
    Future<List<Silence>> silences();

    /** Takes alerts from elsewhere; completes once they are durable. */
    Future<Void> accept(List<Alert> alerts);

    /** So many alerts were posted that are none. */
    void invalid(int alerts);

    /**
     * Makes a silence, or changes the one whose id it names; completes once it is durable.
     *
     * @param wanted without an id for a new one
     */
    Future<SilenceAnswer> silence(Silence wanted);

    /** Ends a silence now; completes once that is durable. */
    Future<SilenceAnswer> expire(String id);

    /** The configuration in force. */
    RoutingConfig config();
}
