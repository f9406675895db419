package io.tocsin.server.api;

import io.tocsin.server.config.SelfWatch.Heartbeat;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs of life as the API needs them. */
public interface Heartbeating {
    /** All that are declared, in the order of the file. */
    Future<List<View>> list();

    /** One of them; fails with {@link NoSuchHeartbeatException}. */
    Future<View> show(String name);

    /**
     * One has come.
     *
     * @return how it stands, once that is durable; fails with {@link NoSuchHeartbeatException}
     */
    Future<View> beat(String name);

    /**
     * How one stands.
     *
     * @param last null when none has come since it was declared
     * @param missingFrom when somebody is told unless it comes before
     * @param missing whether somebody is told now
     */
    record View(Heartbeat heartbeat, @Nullable Instant last, Instant missingFrom, boolean missing) {}
}
