package io.tocsin.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a schedule went to another person. It compares who is on call with who was when that was last told, and never asks what
 * the rotation says: so overrides, swaps and absences count, and a change that is moved before it comes is told when it comes. Pure.
 */
public final class Handoffs {
    /** What happened longer ago than this while nobody looked is no news: whoever came on has found out, or has been paged. */
    public static final Duration LATE_MAX = Duration.ofHours(1);

    private Handoffs() {}

    /**
     * What a look found.
     *
     * @param known what is known from now on, to be written down when it is other than before
     * @param told whether somebody is to hear of it
     */
    public record Look(Handoff known, boolean told) {}

    /**
     * Looks who is on call. Where nobody is, nothing has changed hands yet: who serves next takes over from who served last.
     *
     * @param known what an earlier look found; null for the first one, which is told to nobody
     * @param seen until when those who are known to serve did, as far as this process has been there; null when it has just started
     */
    public static Look look(Schedule schedule, @Nullable Handoff known, @Nullable Instant seen, Instant now) {
        List<String> users = schedule.onCallAt(now);
        if (known == null) return new Look(new Handoff(schedule.name(), now, List.of(), users), false);
        // A clock that was set back shows who served before; it will come to what was told already.
        boolean again = now.isBefore(known.at());
        if (again || users.isEmpty() || Set.copyOf(users).equals(Set.copyOf(known.users())))
            return new Look(known, false);
        Instant window = now.minus(LATE_MAX);
        List<Shift> shifts = schedule.shifts(window, now.plusNanos(1));
        Instant began = shifts.getLast().from();
        Instant served = served(known, seen, now);
        // Whoever asks for another rotation changes who is on call now, whatever the rotation says of the past.
        boolean justNow = !began.isAfter(served);
        boolean longAgo = !(justNow ? served : began).isAfter(window);
        Handoff found =
                new Handoff(schedule.name(), justNow ? now : began, before(shifts, users, known, served), users);
        return new Look(found, !longAgo && !found.incoming().isEmpty());
    }

    /** The last instant at which those who are known to have served did. */
    private static Instant served(Handoff known, @Nullable Instant seen, Instant now) {
        return seen == null || seen.isAfter(now) || seen.isBefore(known.at()) ? known.at() : seen;
    }

    /** Who served last: as the schedule has it, when it changed hands several times while nobody looked, or else as it is known. */
    private static List<String> before(List<Shift> shifts, List<String> users, Handoff known, Instant served) {
        for (Shift shift : shifts.subList(0, shifts.size() - 1).reversed()) {
            if (shift.from().isBefore(served)) break;
            if (!shift.gap() && !shift.users().equals(users)) return shift.users();
        }
        return known.users();
    }
}
