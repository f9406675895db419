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
 * Who is on call at an instant. Of the layers the last one that has someone wins; then the overrides have their say, one after
 * the other. Shifts are half-open and follow each other without gap or overlap on every clock change of every zone: see
 * {@link Layer} for the rule.
 *
 * @param zone whose wall clock hands over
 * @param layers the later wins; may be empty, then only overrides count
 * @param overrides in the order in which they were made; what one of them says stands, even of somebody who is away
 * @param absences who cannot serve when; layers pass them over
 * @param covered whether somebody is meant to be on call all of the time, so that a gap is a mistake
 */
public record Schedule(
        String name,
        ZoneId zone,
        List<Layer> layers,
        List<ScheduleOverride> overrides,
        List<Absence> absences,
        boolean covered) {
    /** Ten years of daily shifts are some thousand answers; more than that no reader looks at. */
    public static final Duration RANGE_MAX = Duration.ofDays(3_653);

    /** A rotation in which one name follows itself so often has no next person within reason. */
    private static final int BOUNDARIES_AHEAD_MAX = 1_000;

    public Schedule {
        layers = List.copyOf(layers);
        overrides = List.copyOf(overrides);
        absences = List.copyOf(absences);
        if (name.isBlank()) throw new IllegalArgumentException("cannot build schedule: its name is blank");
    }

    /** One with nobody away, that is meant to be covered all of the time. */
    public Schedule(String name, ZoneId zone, List<Layer> layers, List<ScheduleOverride> overrides) {
        this(name, zone, layers, overrides, List.of(), true);
    }

    /** The same with further overrides, which have their say after the others. */
    public Schedule with(List<ScheduleOverride> more) {
        List<ScheduleOverride> all = new ArrayList<>(overrides);
        all.addAll(more);
        return new Schedule(name, zone, layers, all, absences, covered);
    }

    /** Who is on call; empty when nobody is. */
    public List<String> onCallAt(Instant at) {
        List<String> onCall = byLayers(at);
        for (ScheduleOverride override : overrides) {
            if (override.covers(at)) onCall = override.apply(onCall);
        }
        return onCall;
    }

    private List<String> byLayers(Instant at) {
        for (Layer layer : layers.reversed()) {
            String user = layer.userAt(at, zone, name -> away(name, at));
            if (user != null) return List.of(user);
        }
        return List.of();
    }

    private boolean away(String user, Instant at) {
        for (Absence absence : absences) {
            if (absence.user().equals(user) && absence.covers(at)) return true;
        }
        return false;
    }

    /** What nobody serves in {@code [from, to)}, in order. */
    public List<Shift> gaps(Instant from, Instant to) {
        return shifts(from, to).stream().filter(Shift::gap).toList();
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
    public @Nullable Instant boundaryAfter(Instant at) {
        Stream<Instant> handOvers = layers.stream().map(layer -> layer.boundaryAfter(at, zone));
        Stream<Instant> changes = overrides.stream().flatMap(override -> Stream.of(override.from(), override.to()));
        Stream<Instant> leaves = absences.stream().flatMap(absence -> Stream.of(absence.from(), absence.to()));
        Stream<Instant> edges = Stream.concat(changes, leaves).filter(edge -> edge.isAfter(at));
        return Stream.concat(handOvers, edges).min(Instant::compareTo).orElse(null);
    }

    private static Instant min(@Nullable Instant boundary, Instant to) {
        return boundary == null || boundary.isAfter(to) ? to : boundary;
    }
}
