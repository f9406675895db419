package io.tocsin.server.api;

import io.tocsin.model.Labels;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Says who would be told, and why somebody was or was not. */
public interface Explaining extends Decisions {
    /**
     * What becomes of an alert that fires at an instant.
     *
     * @param at null for now
     * @param zone whose wall clock the sentences use; null for that of the people on call
     */
    Future<JsonObject> explain(Labels labels, @Nullable Instant at, @Nullable ZoneId zone);

    /** The same for an alert that fires; fails with {@link NoSuchAlertException}. */
    Future<JsonObject> explain(long fingerprint, @Nullable Instant at, @Nullable ZoneId zone);

    /**
     * What became of an alert, in order.
     *
     * @param from the first instant
     * @param to the first instant that is too late
     */
    Future<JsonObject> story(long fingerprint, Instant from, Instant to, @Nullable ZoneId zone);

    /** No alert of that fingerprint fires. */
    final class NoSuchAlertException extends Exception {
        private static final long serialVersionUID = 1;

        public NoSuchAlertException(String fingerprint) {
            super("there is no alert " + fingerprint + " that fires: give its labels instead");
        }
    }
}
