package io.tocsin.server.api;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.vertx.core.Future;
import java.util.List;

/** Tells events as soon as they are durable. */
public interface Tails {
    /**
     * Begins to listen: every matching event that is accepted after the future has completed is told, or counted as dropped.
     * Fails with {@link BusyException} or {@link ShareUsedException} when too many listen.
     */
    Future<Listening> listen(String client, Query query, Ear ear);

    /** Somebody who hears events. */
    interface Ear {
        /**
         * Hears events in the order of acceptance.
         *
         * @param dropped how many this one missed before these because it was too slow; often 0
         * @return completes, on any thread, when they have left this machine; fails when nobody is there any more
         */
        Future<Void> hear(List<LogEvent> events, long dropped);

        /** Nothing more will come. */
        void over();
    }

    /** What was begun, to end it. */
    @FunctionalInterface
    interface Listening {
        /** Ends it; harmless when it has ended. */
        void end();
    }
}
