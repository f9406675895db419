package io.tocsin.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All overrides that were made while the server runs, in the order in which they were made. Immutable; what is to be written down
 * is up to whoever holds it.
 */
public record MadeOverrides(List<MadeOverride> made) {
    public static final MadeOverrides NONE = new MadeOverrides(List.of());

    /** Of one schedule, not yet over: whoever needs more wants another rotation, and every question asks all of them. */
    public static final int OPEN_MAX = 200;

    /** Whoever serves for longer belongs into the rotation, where a reviewer sees it. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** What begins later than that is not an exception any more but a plan: it belongs into oncall.yml. */
    public static final Duration AHEAD_MAX = Duration.ofDays(731);

    /** What is over stays to be seen for as long as shifts of the past are looked at. */
    public static final Duration KEPT = Duration.ofDays(100);

    /** By so much the clock of whoever asks may be behind ours. */
    static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

    public MadeOverrides {
        made = made.stream()
                .sorted(Comparator.comparing(MadeOverride::at).thenComparing(MadeOverride::id))
                .toList();
    }

    /**
     * Why an override cannot be made.
     *
     * @param conflict whether it contradicts another one, rather than itself or a limit
     */
    public record Refusal(boolean conflict, String why) {}

    /** Why not, or null when it can be made. That its schedule and people exist is for others to know. */
    public @Nullable Refusal refusal(MadeOverride wanted, Instant now) {
        String wrong = wrong(wanted.override(), now);
        if (wrong != null) return new Refusal(false, "cannot make this override: " + wrong);
        List<MadeOverride> open = of(wanted.schedule(), now);
        if (open.size() >= OPEN_MAX) {
            return new Refusal(
                    true,
                    "cannot make this override: " + wanted.schedule() + " has " + OPEN_MAX
                            + " that are not over, the limit; a change of the rotation belongs into oncall.yml");
        }
        return open.stream()
                .filter(other -> contradicts(other.override(), wanted.override()))
                .findFirst()
                .map(other -> new Refusal(
                        true,
                        "cannot make this override: " + other.id() + " of " + other.by() + " says otherwise from "
                                + other.override().from() + " to "
                                + other.override().to()
                                + "; take it back first"))
                .orElse(null);
    }

    private static @Nullable String wrong(ScheduleOverride wanted, Instant now) {
        Duration lasting = Duration.between(wanted.from(), wanted.to());
        if (wanted.from().isBefore(now.minus(CLOCK_SLACK))) {
            return "it begins at " + wanted.from() + ", which is over: who served then cannot be changed any more";
        }
        if (!wanted.to().isAfter(now)) return "it ends at " + wanted.to() + ", which is over";
        if (lasting.compareTo(LONGEST) > 0) {
            return "it lasts " + lasting.toDays() + " days, the limit is " + LONGEST.toDays()
                    + "; whoever serves for longer belongs into the rotation in oncall.yml";
        }
        if (wanted.from().isAfter(now.plus(AHEAD_MAX))) {
            return "it begins at " + wanted.from() + ", the limit is " + AHEAD_MAX.toDays() + " days ahead";
        }
        boolean twice =
                wanted.users().stream().distinct().count() < wanted.users().size();
        return twice ? wanted.users().getFirst() + " is named twice: nothing would change" : null;
    }

    /** Two at a time are fine as long as they are about different people. */
    private static boolean contradicts(ScheduleOverride one, ScheduleOverride other) {
        if (!one.from().isBefore(other.to()) || !other.from().isBefore(one.to())) return false;
        if (one instanceof ScheduleOverride.Everybody || other instanceof ScheduleOverride.Everybody) return true;
        return one.users().stream().anyMatch(other.users()::contains);
    }

    public Optional<MadeOverride> find(String id) {
        return made.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Those of a schedule that are not over. */
    public List<MadeOverride> of(String schedule, Instant now) {
        return of(schedule).filter(each -> !each.endsBy(now)).toList();
    }

    /** All of a schedule. */
    public Stream<MadeOverride> of(String schedule) {
        return made.stream().filter(each -> each.schedule().equals(schedule));
    }

    /** With one more, or with another one in the place of the one of that id. */
    public MadeOverrides with(MadeOverride one) {
        List<MadeOverride> all = new ArrayList<>(without(one.id()).made());
        all.add(one);
        return new MadeOverrides(all);
    }

    public MadeOverrides without(String id) {
        return new MadeOverrides(
                made.stream().filter(each -> !each.id().equals(id)).toList());
    }

    /** Those that nobody will ask about any more. */
    public List<MadeOverride> stale(Instant now) {
        return made.stream().filter(each -> each.endsBy(now.minus(KEPT))).toList();
    }

    /**
     * A schedule with what was made of it; that has its say after what is configured.
     *
     * @param known whether there is such a user: an override that names somebody who has left has no effect
     */
    public Schedule on(Schedule schedule, Predicate<String> known) {
        List<ScheduleOverride> more = of(schedule.name())
                .map(MadeOverride::override)
                .filter(override -> override.users().stream().allMatch(known))
                .toList();
        return more.isEmpty() ? schedule : schedule.with(more);
    }
}
