package io.tocsin.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sorts out what of a group is held back, and by which stage: the latest one that held anything back gave the verdict. */
final class Held {
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final @Nullable Muting muted;
    private final Instant now;
    private final Set<Tracked> alerts = new HashSet<>();
    private final List<Stage.Held> inhibited = new ArrayList<>(0);
    private final List<Long> outOfHours = new ArrayList<>(0);
    private final List<Stage.Held> silenced = new ArrayList<>(0);

    /** @param muted the time intervals that silence the route now; null for none */
    Held(Inhibitor inhibitor, Silences silences, @Nullable Muting muted, Instant now) {
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.muted = muted;
        this.now = now;
    }

    /**
     * Time intervals that silence a route.
     *
     * @param outside whether they are those that the route speaks in; otherwise those in which it does not
     */
    record Muting(boolean outside, List<String> names) {
        @Override
        public String toString() {
            return (outside ? "outside of active" : "inside of mute") + " time interval " + String.join(", ", names);
        }
    }

    /** Whether an alert is held back; the first stage that does so is noted. */
    boolean holds(Tracked alert) {
        Long source = inhibitor.inhibitedBy(alert, now);
        if (source != null) {
            inhibited.add(
                    new Stage.Held(alert.fingerprint, List.of(HexFormat.of().toHexDigits(source))));
        } else if (muted != null) {
            outOfHours.add(alert.fingerprint);
        } else {
            List<String> ids = silences.holding(alert, now);
            if (ids.isEmpty()) return false;
            silenced.add(new Stage.Held(alert.fingerprint, ids));
        }
        alerts.add(alert);
        return true;
    }

    Set<Tracked> alerts() {
        return alerts;
    }

    /** What each stage held back; a stage that let everything through is left out. */
    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(2);
        if (!inhibited.isEmpty()) stages.add(new Stage.Inhibition(inhibited));
        if (muted != null && !outOfHours.isEmpty())
            stages.add(new Stage.Interval(muted.outside, muted.names, outOfHours));
        if (!silenced.isEmpty()) stages.add(new Stage.Silencing(silenced));
        return stages;
    }

    Effect.Verdict verdict() {
        if (!silenced.isEmpty()) return Effect.Verdict.SILENCED;
        return outOfHours.isEmpty() ? Effect.Verdict.INHIBITED : Effect.Verdict.MUTED_BY_INTERVAL;
    }

    String why() {
        List<String> parts = new ArrayList<>(2);
        if (!inhibited.isEmpty()) parts.add("inhibited by alert " + by(inhibited));
        if (!outOfHours.isEmpty()) parts.add(String.valueOf(muted));
        if (!silenced.isEmpty()) parts.add("silenced by " + by(silenced));
        return String.join("; ", parts);
    }

    private static String by(List<Stage.Held> held) {
        Set<String> all = new TreeSet<>();
        held.forEach(each -> all.addAll(each.by()));
        return String.join(", ", all);
    }
}
