package io.tocsin.server.api;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Predicate;
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
     * Somebody is on it.
     *
     * @param round the round whose page was answered; null when the incident as such was meant
     */
    default Future<IncidentView> acknowledge(String id, String by, @Nullable Integer round) {
        return act(id, new Signal.Acknowledge(by, round, null));
    }
}
