package io.tocsin.ingest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads logs from Kafka, each record once: the offsets are stored in the same journal batch as the events, and reading goes
 * on from there. Starts whether a broker answers or not, and recovers by itself from whatever Kafka or the funnel do.
 */
public final class KafkaIntake extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Looks without a connection before it is called an error: a consumer takes a moment to find its broker. */
    private static final int PATIENCE = 3;

    private final KafkaSettings settings;
    private final KafkaPorts ports;
    private volatile KafkaStatus status;
    private @Nullable KafkaSession session;
    private Duration wait = FIRST_WAIT;
    private int looksInVain;
    private boolean stopping;

    /** An intake that reads once it is deployed. */
    public KafkaIntake(KafkaSettings settings, KafkaPorts ports) {
        this.settings = settings;
        this.ports = ports;
        this.status = new KafkaStatus(false, ports.clock().instant(), new TreeMap<>(), "");
    }

    /** How it stands, at most a second old. Any thread. */
    public KafkaStatus status() {
        return status;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(LOOK.toMillis(), look -> look());
        connect();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        KafkaSession last = session;
        session = null;
        return last == null ? Future.succeededFuture() : last.close();
    }

    /** Off the event loop, because Kafka's constructor looks up names. */
    private void connect() {
        Context loop = context;
        vertx.executeBlocking(() -> new Opening(loop).session()).onComplete(this::opened, this::failedToOpen);
    }

    /** Ties the callbacks of a session to that session: a late word of an old one must not end a new one. */
    private final class Opening {
        private final Context loop;
        private @Nullable KafkaSession made;

        Opening(Context loop) {
            this.loop = loop;
        }

        KafkaSession session() {
            KafkaSession fresh = new KafkaSession(loop, settings, ports, KafkaIntake.this::note, this::broken);
            made = fresh;
            return fresh;
        }

        private void broken(Throwable cause) {
            KafkaSession old = made;
            if (old != null && old == session) restart(old, cause);
        }
    }

    private void opened(KafkaSession fresh) {
        session = fresh;
        fresh.begin(Set.copyOf(settings.topics()));
        if (stopping) stop();
    }

    private void failedToOpen(Throwable cause) {
        note(cause);
        later();
    }

    private void restart(KafkaSession old, Throwable cause) {
        note(cause);
        session = null;
        old.close().onComplete(closed -> later());
    }

    private void later() {
        if (stopping) return;
        vertx.setTimer(wait.toMillis(), again -> {
            if (!stopping) connect();
        });
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
    }

    private void note(Throwable cause) {
        // Kafka wraps what happened: "failed to construct kafka consumer" alone helps nobody.
        Throwable below = cause.getCause();
        String text = cause.getMessage() + (below == null ? "" : ": " + below.getMessage());
        if (!text.equals(status.lastError())) LOG.warn("cannot read from kafka: {}", text);
        report(status.connected(), status.lag(), text);
    }

    private void look() {
        KafkaSession now = session;
        boolean connected = now != null && now.connected();
        looksInVain = connected ? 0 : looksInVain + 1;
        if (connected) wait = FIRST_WAIT;
        if (now != null && looksInVain == PATIENCE) {
            note(new IllegalStateException("no broker answers at " + settings.bootstrapServers()));
        }
        report(connected, now == null ? Collections.emptySortedMap() : now.lag(), status.lastError());
    }

    private void report(boolean connected, SortedMap<String, Long> lag, String error) {
        boolean same = connected == status.connected();
        status =
                new KafkaStatus(connected, same ? status.since() : ports.clock().instant(), lag, error);
    }
}
