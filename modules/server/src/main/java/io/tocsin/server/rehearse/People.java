package io.tocsin.server.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routing, escalation and on-call on a virtual clock. */
@FunctionalInterface
public interface People {
    /**
     * Lets time pass from a beginning, when nothing fires, to an end.
     *
     * @param decided what the rules decided, in the order of time
     * @param acknowledgeAfter how long the first person who is paged takes to answer; null when nobody ever does
     */
    Heard hear(List<Decided> decided, Instant from, Instant to, @Nullable Duration acknowledgeAfter);
}
