package io.tocsin.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call at an instant. Of the layers the last one that has someone wins; an override wins over all layers, and of two
 * overrides that overlap the later in the list. Shifts are half-open and follow each other without gap or overlap on every clock
 * change of every zone: see {@link Layer} for the rule.
 *
 * @param zone whose wall clock hands over
 * @param layers the later wins; may be empty, then only overrides count
 * @param overrides in the order in which they were made
 */
public record Schedule(String name, ZoneId zone, List<Layer> layers, List<ScheduleOverride> overrides) {
    /** Ten years of daily shifts are some thousand answers; more than that no reader looks at. */
    public static final Duration RANGE_MAX = Duration.ofDays(3_653);

    /** A rotation in which one name follows itself so often has no next person within reason. */
    private static final int BOUNDARIES_AHEAD_MAX = 1_000;

    public Schedule {
        layers = List.copyOf(layers);
        overrides = List.copyOf(overrides);
        if (name.isBlank()) throw new IllegalArgumentException("cannot build schedule: its name is blank");
    }

    /** Who is on call; empty when nobody is. */
    public List<String> onCallAt(Instant at) {
        for (ScheduleOverride override : overrides.reversed()) {
            if (override.covers(at)) return List.of(override.user());
        }
        for (Layer layer : layers.reversed()) {
            String user = layer.userAt(at, zone);
            if (user != null) return List.of(user);
        }
        return List.of();
    }

    /**
     * All of {@code [from, to)} in order, without holes: gaps are shifts without users, and neighbours have different users.
     *
     * @throws IllegalArgumentException when the range is longer than {@link #RANGE_MAX}
     */
    public List<Shift> shifts(Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(RANGE_MAX) > 0) {
            throw new IllegalArgumentException("cannot list shifts of " + name + ": the range is "
                    + Duration.between(from, to).toDays() + " days, the limit is " + RANGE_MAX.toDays());
        }
        List<Shift> shifts = new ArrayList<>();
        for (Instant start = from; start.isBefore(to); ) {
            Instant end = min(boundaryAfter(start), to);
            Shift last = shifts.isEmpty() ? null : shifts.getLast();
            List<String> users = onCallAt(start);
            if (last == null || !last.users().equals(users)) shifts.add(new Shift(start, end, users));
            else shifts.set(shifts.size() - 1, new Shift(last.from(), end, users));
            start = end;
        }
        return List.copyOf(shifts);
    }

    /** The first person after the ones on call now who is not one of them; empty when there is none to be seen. */
    public Optional<String> next(Instant at) {
        List<String> now = onCallAt(at);
        Instant boundary = boundaryAfter(at);
        for (int i = 0; i < BOUNDARIES_AHEAD_MAX && boundary != null; i++) {
            Optional<String> other = onCallAt(boundary).stream()
                    .filter(user -> !now.contains(user))
                    .findFirst();
            if (other.isPresent()) return other;
            boundary = boundaryAfter(boundary);
        }
        return Optional.empty();
    }

    /** The next instant at which the answer may change, or null if it never will. */
    private @Nullable Instant boundaryAfter(Instant at) {
        Stream<Instant> handOvers = layers.stream().map(layer -> layer.boundaryAfter(at, zone));
        Stream<Instant> edges = overrides.stream()
                .flatMap(override -> Stream.of(override.from(), override.to()))
                .filter(edge -> edge.isAfter(at));
        return Stream.concat(handOvers, edges).min(Instant::compareTo).orElse(null);
    }

    private static Instant min(@Nullable Instant boundary, Instant to) {
        return boundary == null || boundary.isAfter(to) ? to : boundary;
    }
}
