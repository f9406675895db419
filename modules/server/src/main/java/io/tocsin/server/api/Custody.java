package io.tocsin.server.api;

import io.tocsin.query.Query;
import io.tocsin.store.Deletion;
import io.tocsin.store.Hold;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators do to stored events. Each act is in the audit log, on disk, before it is done. */
public interface Custody {
    /**
     * Makes events unfindable; it holds once the future has completed. Fails with {@link HeldBackException} when a hold
     * covers one of them: then nothing is deleted.
     */
    Future<Deletion> delete(Order order, Query query, Instant from, Instant to);

    /** Every deletion that was ordered, the oldest first. */
    Future<List<Deletion>> deletions();

    /** Keeps events from now on. */
    Future<Hold> hold(Order order, Instant from, Instant to, @Nullable String keepClass);

    /** Every hold there is, the oldest first. */
    Future<List<Hold>> holds();

    /** Lets go of a hold; gives false when there is none of this id. */
    Future<Boolean> release(Order order, String id);

    /** The newest entries of the audit log. */
    Future<Audit> audit(int limit);

    /**
     * Who orders something, and why.
     *
     * @param by the name of their token, or what they call themselves where nobody has to log in
     * @param address that they call from
     */
    record Order(String by, String address, String reason) {}

    /**
     * A part of the audit log.
     *
     * @param entries the newest first
     * @param lines how many there are in all
     * @param problem where the chain of hashes is broken; null when nobody has changed anything
     */
    record Audit(
            List<JsonObject> entries, long lines, @Nullable String problem) {}
}
