package io.tocsin.escalation;

import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one person wants to be told: which contact methods after what time, for each urgency, and when to be left alone.
 *
 * <p>A step waits for its hours, and for the end of the quiet hours where these hold its urgency back; it is never left out for
 * them. As in PagerDuty and Opsgenie the steps go on until somebody answers, whether or not an earlier one has arrived: that a
 * message arrived does not mean that it was read.
 *
 * @param steps for {@link Urgency#LOW} and {@link Urgency#HIGH}; at least one each, no method twice
 * @param quiet the hours in which this person is left alone; null for none
 * @param held what the quiet hours hold back
 */
public record ContactRules(
        Map<Urgency, List<ContactStep>> steps, @Nullable Hours quiet, Set<Urgency> held) {
    /** More ways than a person has pockets; bounds the messages of a page. */
    public static final int STEPS_MAX = 20;

    /** Hours that do not come within a year and a month never come: a step that waits for them reaches nobody. */
    static final Duration AHEAD_MAX = Duration.ofDays(396);

    /** Every minute of a week: hours that change more often than that are a mistake, and looking on would take long. */
    private static final int CHANGES_MAX = 10_080;

    public ContactRules {
        Map<Urgency, List<ContactStep>> copy = new EnumMap<>(Urgency.class);
        steps.forEach((urgency, list) -> copy.put(urgency, List.copyOf(list)));
        steps = Collections.unmodifiableMap(copy);
        held = Set.copyOf(held);
        for (Urgency urgency : List.of(Urgency.LOW, Urgency.HIGH))
            check(urgency, copy.getOrDefault(urgency, List.of()));
    }

    private static void check(Urgency urgency, List<ContactStep> list) {
        if (list.isEmpty() || list.size() > STEPS_MAX) {
            throw new IllegalArgumentException("cannot build notification rules: " + list.size() + " steps for urgency "
                    + urgency + ", allowed are 1 to " + STEPS_MAX);
        }
        Set<String> seen = new HashSet<>();
        for (ContactStep step : list) {
            if (!seen.add(step.via())) {
                throw new IllegalArgumentException(
                        "cannot build notification rules: " + step.via() + " occurs twice for urgency " + urgency);
            }
        }
    }

    /** The steps for an urgency. Somebody who is asked for what disturbs nobody, by hand, hears of it as of the least urgent. */
    public List<ContactStep> of(Urgency urgency) {
        return Objects.requireNonNull(steps.get(urgency == Urgency.NONE ? Urgency.LOW : urgency));
    }

    /**
     * When a page of now uses which method, the soonest first.
     *
     * @return empty when no hours that a step waits for ever come
     */
    public List<Way> plan(Urgency urgency, Instant now) {
        List<Way> ways = new ArrayList<>();
        for (ContactStep step : of(urgency)) {
            Instant at = opens(step, urgency, now.plus(step.after()));
            if (at != null) ways.add(Way.planned(step.via(), at));
        }
        ways.sort(Comparator.comparing(Way::at));
        return List.copyOf(ways);
    }

    /**
     * Which method takes the place of those that fail, and from when on: the one that may be used soonest of those that wait.
     *
     * @param ways all methods of one page, with what became of them
     * @return empty while another way may still lead to the person, or when nothing waits that could be used earlier
     */
    public Optional<Way> failover(Urgency urgency, List<Way> ways, Instant now) {
        boolean failing = ways.stream().anyMatch(way -> way.standing() == Way.Standing.FAILING);
        if (!failing || ways.stream().anyMatch(way -> way.hopeful(now))) return Optional.empty();
        return ways.stream()
                .filter(way -> way.waits(now))
                .flatMap(way -> sooner(urgency, way, now).stream())
                .min(Comparator.comparing(Way::at));
    }

    private Optional<Way> sooner(Urgency urgency, Way way, Instant now) {
        Instant at = of(urgency).stream()
                .filter(step -> step.via().equals(way.via()))
                .findFirst()
                .map(step -> opens(step, urgency, now))
                .orElse(null);
        return at != null && at.isBefore(way.at()) ? Optional.of(Way.planned(way.via(), at)) : Optional.empty();
    }

    /** The first instant from {@code from} on at which a step may be used, or null when it never comes. */
    private @Nullable Instant opens(ContactStep step, Urgency urgency, Instant from) {
        Instant end = from.plus(AHEAD_MAX);
        Instant at = from;
        for (int i = 0; i < CHANGES_MAX && !at.isAfter(end); i++) {
            if (step.during().holdAt(at) && !leftAlone(urgency, at)) return at;
            Instant change = changeAfter(step, at);
            if (change == null) return null;
            at = change;
        }
        return null;
    }

    private boolean leftAlone(Urgency urgency, Instant at) {
        return quiet != null && held.contains(urgency == Urgency.NONE ? Urgency.LOW : urgency) && quiet.holdAt(at);
    }

    private @Nullable Instant changeAfter(ContactStep step, Instant at) {
        Instant end = quiet == null ? null : quiet.changeAfter(at);
        return Stream.of(Optional.ofNullable(step.during().changeAfter(at)), Optional.ofNullable(end))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
