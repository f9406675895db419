package io.tocsin.server.config;

import io.tocsin.oncall.Hours;
import io.tocsin.routing.TimeInterval;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time intervals of routing.yml as hours of a rotation.
 *
 * @param intervals at least one; it serves while an instant is in any of them
 */
record IntervalHours(List<TimeInterval> intervals) implements Hours {
    IntervalHours {
        intervals = List.copyOf(intervals);
    }

    @Override
    public boolean holdAt(Instant at) {
        return intervals.stream().anyMatch(interval -> interval.contains(at));
    }

    @Override
    public @Nullable Instant changeAfter(Instant at) {
        return intervals.stream()
                .map(interval -> interval.changeAfter(at))
                .min(Instant::compareTo)
                .orElse(null);
    }
}
