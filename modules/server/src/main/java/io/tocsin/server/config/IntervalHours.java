package io.tocsin.server.config;

import io.tocsin.oncall.Hours;
import io.tocsin.routing.TimeInterval;
import io.tocsin.yaml.Section;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** The hours that a key names; always, when it is absent. */
    static Hours read(Section section, String key, Map<String, TimeInterval> intervals) {
        if (!section.has(key)) return ALWAYS;
        List<String> names = Names.known(section, key, "time interval of routing.yml", intervals.keySet());
        if (section.list(key).isEmpty())
            section.problem(key, "'" + key + "' must name time intervals of routing.yml, such as [nights]");
        // An unknown name was reported; hours of nothing would be a mistake of ours.
        if (names.isEmpty()) return ALWAYS;
        return new IntervalHours(
                names.stream().map(intervals::get).filter(Objects::nonNull).toList());
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
