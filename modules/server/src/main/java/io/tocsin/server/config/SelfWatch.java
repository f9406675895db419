package io.tocsin.server.config;

import io.tocsin.model.Secret;
import io.tocsin.model.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who watches whom: signs of life that others owe us, and the one that we owe somebody.
 *
 * @param heartbeats by name, in the order of the file
 * @param watchdog null when nobody watches us from outside
 */
public record SelfWatch(
        Map<String, Heartbeat> heartbeats, @Nullable Watchdog watchdog) {
    /** Nothing is owed. */
    public static final SelfWatch NONE = new SelfWatch(Map.of(), null);

    public SelfWatch {
        heartbeats = Collections.unmodifiableMap(new LinkedHashMap<>(heartbeats));
    }

    /**
     * A sign of life that has to come again and again.
     *
     * @param every at the latest that long after the one before
     * @param grace how much later than that is still no reason to page anybody
     * @param labels of the alert, beside its name, {@code heartbeat} and {@code severity}
     * @param runbook empty for none
     */
    public record Heartbeat(
            String name,
            Duration every,
            Duration grace,
            Severity severity,
            Map<String, String> labels,
            String runbook) {
        public Heartbeat {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /**
     * A dead man's switch of somebody else's.
     *
     * @param url a call of it says that all is well; whoever knows it can say so too
     */
    public record Watchdog(Secret url, Duration every) {}
}
