package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Incidents as the API needs them: to see and to answer. */
public interface Incidents {
    /** Those that are kept and wanted, newest first; what is not wanted costs nothing. */
    Future<List<IncidentView>> list(Predicate<Incident> wanted);

    /** One of them; fails with {@link NoSuchIncidentException}. */
    Future<IncidentView> show(String id);

    /**
     * Somebody does something about it.
     *
     * @return the incident afterwards, once that is durable; fails with {@link RefusedException} when it cannot be done
     */
    Future<IncidentView> act(String id, Signal signal);

    /**
     * Somebody pages others by hand.
     *
     * @return the incident that this opened, or had opened before; fails with IllegalArgumentException when there is nobody to page
     */
    Future<IncidentView> page(PageOrder order);

    /** An incident with its timeline, also one that is known from the archive only; fails with {@link NoSuchIncidentException}. */
    Future<ArchivedIncident> story(String id);

    /** Those that are over and wanted, in the order of their ends; of one that was opened again there are several. */
    Future<List<ClosedIncident>> closed(Predicate<ClosedIncident> wanted);

    /**
     * Does something once for a key, however often it is asked to: later callers get the answer of the first.
     *
     * @param request what is asked for; fails with {@link OtherRequestException} when the key was used for something else
     */
    <T> Future<T> once(String key, String request, Supplier<Future<T>> work);

    /**
     * Somebody is on it.
     *
     * @param round the round whose page was answered; null when the incident as such was meant
     */
    default Future<IncidentView> acknowledge(String id, String by, @Nullable Integer round) {
        return act(id, new Signal.Acknowledge(by, round, null));
    }
}
