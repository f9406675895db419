package io.tocsin.server;

import io.tocsin.model.Labels;
import io.tocsin.server.config.SelfWatch.Heartbeat;
import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life that others owe us. What came, and the instant, go in; what is missing comes out. One that never came is
 * missing, too: waiting begins when it is declared, and goes on over restarts.
 */
final class Heartbeats {
    /** The kind under which beats are kept. */
    static final String KIND = "heartbeat";

    static final String ALERT = "HeartbeatMissing";

    private final Map<String, Beat> beats = new LinkedHashMap<>();
    private Map<String, Heartbeat> declared = Map.of();

    /**
     * The last sign of life.
     *
     * @param came false for one that never came: since when it is waited for
     */
    record Beat(String name, Instant at, boolean came) {}

    /** As a heartbeat stands. */
    record Standing(Heartbeat heartbeat, Beat beat, Instant missingFrom) {
        boolean missing(Instant now) {
            return now.isAfter(missingFrom);
        }
    }

    /** Brings back what was kept. */
    void restore(Beat beat) {
        beats.put(beat.name(), beat);
    }

    /**
     * Expects these from now on, and no others.
     *
     * @return what is to be kept: for each name that is new the beginning of the waiting; null for each that is not owed any more
     */
    Map<String, @Nullable Beat> use(Map<String, Heartbeat> changed, Instant now) {
        Map<String, @Nullable Beat> changes = new LinkedHashMap<>();
        for (String name : List.copyOf(beats.keySet())) {
            if (changed.containsKey(name)) continue;
            beats.remove(name);
            changes.put(name, null);
        }
        for (String name : changed.keySet()) {
            if (beats.containsKey(name)) continue;
            Beat waiting = new Beat(name, now, false);
            beats.put(name, waiting);
            changes.put(name, waiting);
        }
        declared = changed;
        return changes;
    }

    /** A sign of life; null when nobody declared one of that name. */
    @Nullable
    Beat came(String name, Instant now) {
        if (!declared.containsKey(name)) return null;
        Beat beat = new Beat(name, now, true);
        beats.put(name, beat);
        return beat;
    }

    /** All that is to be kept. */
    List<Beat> beats() {
        return List.copyOf(beats.values());
    }

    /** All that are declared, in the order of the file. */
    List<Standing> all() {
        List<Standing> all = new ArrayList<>();
        for (Heartbeat heartbeat : declared.values()) {
            Beat beat = beats.get(heartbeat.name());
            if (beat == null) continue;
            Duration patience = heartbeat.every().plus(heartbeat.grace());
            all.add(new Standing(heartbeat, beat, beat.at().plus(patience)));
        }
        return all;
    }

    /** The alerts of those that did not come in time: labels and texts. */
    Map<Labels, Map<String, String>> missing(Instant now) {
        Map<Labels, Map<String, String>> missing = new LinkedHashMap<>();
        for (Standing standing : all()) {
            if (standing.missing(now)) missing.put(labels(standing.heartbeat()), texts(standing));
        }
        return missing;
    }

    private static Labels labels(Heartbeat heartbeat) {
        Map<String, String> labels = new HashMap<>(heartbeat.labels());
        labels.put(Labels.ALERTNAME, ALERT);
        labels.put("heartbeat", heartbeat.name());
        labels.put(Labels.SEVERITY, heartbeat.severity().name().toLowerCase(Locale.ROOT));
        return Labels.of(labels);
    }

    private static Map<String, String> texts(Standing standing) {
        Heartbeat heartbeat = standing.heartbeat();
        Beat beat = standing.beat();
        Map<String, String> texts = new HashMap<>();
        texts.put("summary", "No sign of life of " + heartbeat.name());
        texts.put(
                "description",
                (beat.came() ? "The last one came at " + beat.at() : "None has come since " + beat.at())
                        + "; one is due every " + Durations.print(heartbeat.every()) + ", with a grace of "
                        + Durations.print(heartbeat.grace()) + ".");
        if (!heartbeat.runbook().isEmpty()) texts.put("runbook", heartbeat.runbook());
        return texts;
    }
}
