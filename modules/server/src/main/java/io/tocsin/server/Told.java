package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.rules.Firing;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When rules fired lately, so that what is found again in the past is not told twice. */
final class Told {
    /** Enough for days of a noisy set of rules; the oldest are forgotten. */
    private static final int ENDED_MAX = 10_000;

    private final Map<Labels, Instant> firing = new HashMap<>();
    private final Deque<Episode> ended = new ArrayDeque<>();

    private record Episode(Labels labels, Instant start, Instant end) {}

    void add(List<Firing> firings) {
        for (Firing each : firings) {
            Alert alert = each.alert();
            switch (each) {
                case Firing.Fired fired -> firing.put(alert.labels(), alert.startsAt());
                case Firing.Updated updated -> firing.put(alert.labels(), alert.startsAt());
                case Firing.Resolved resolved -> end(alert);
            }
        }
    }

    private void end(Alert alert) {
        firing.remove(alert.labels());
        @Nullable Instant end = alert.endsAt();
        ended.add(new Episode(alert.labels(), alert.startsAt(), end == null ? alert.updatedAt() : end));
        if (ended.size() > ENDED_MAX) ended.remove();
    }

    /** Whether an alert of these labels was told that held at any time between the two. */
    boolean between(Labels labels, Instant from, Instant to) {
        Instant since = firing.get(labels);
        if (since != null && !since.isAfter(to)) return true;
        for (Episode each : ended) {
            boolean overlaps = !each.start.isAfter(to) && !each.end.isBefore(from);
            if (overlaps && each.labels.equals(labels)) return true;
        }
        return false;
    }
}
