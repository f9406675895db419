package io.tocsin.server.api;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents as the API needs them: to see and to answer. */
public interface Incidents {
    /** All that are kept, newest first. */
    Future<List<IncidentView>> list();

    /** One of them; fails with {@link NoSuchIncidentException}. */
    Future<IncidentView> show(String id);

    /**
     * Somebody is on it.
     *
     * @param round the round whose page was answered; null when the incident as such was meant
     * @return the incident afterwards, once that is durable; fails with {@link RefusedException} when it cannot be
     */
    Future<IncidentView> acknowledge(String id, String by, @Nullable Integer round);

    /** It is over. */
    Future<IncidentView> resolve(String id, String by);

    /** The next level, now. */
    Future<IncidentView> escalate(String id, String by);
}
