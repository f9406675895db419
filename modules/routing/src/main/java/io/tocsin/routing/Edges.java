package io.tocsin.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When a time interval begins and ends. Whether an instant is inside can only change where a wall clock shows the start or end of a
 * range or midnight, and where a clock is changed: so those instants are tried, in order, and the answer is exact.
 */
final class Edges {
    /** How far to look before looking again later: a year and some, so that yearly intervals are found at once. */
    private static final int DAYS = 400;

    private static final Duration DAY = Duration.ofDays(1);

    private Edges() {}

    /** The first instant after the given one at which being inside changes; if that is far off, some instant before it. */
    static Instant next(TimeInterval interval, Instant after) {
        boolean inside = interval.contains(after);
        Instant from = after;
        for (int day = 0; day < DAYS; day++) {
            Instant to = from.plus(DAY);
            for (Instant candidate : candidates(interval, from, to)) {
                if (interval.contains(candidate) != inside) return candidate;
            }
            from = to;
        }
        return from;
    }

    /** Whether some instant from {@code start} to before {@code end} is inside; true also when that cannot be said soon. */
    static boolean everInside(TimeInterval interval, Instant start, Instant end) {
        if (interval.entries().isEmpty()) return false;
        if (interval.contains(start)) return true;
        Instant next = next(interval, start);
        return next.isBefore(end);
    }

    /** The instants after {@code from}, up to {@code to}, at which something may change. */
    private static NavigableSet<Instant> candidates(TimeInterval interval, Instant from, Instant to) {
        NavigableSet<Instant> found = new TreeSet<>();
        for (TimeInterval.Entry entry : interval.entries()) {
            ZoneRules rules = entry.zone().getRules();
            ZoneOffsetTransition change = rules.nextTransition(from);
            for (;
                    change != null && !change.getInstant().isAfter(to);
                    change = rules.nextTransition(change.getInstant())) found.add(change.getInstant());
            // A clock that is put back may show the day before once more.
            LocalDate last = LocalDate.ofInstant(to, entry.zone()).plusDays(1);
            for (LocalDate day = LocalDate.ofInstant(from, entry.zone()).minusDays(1);
                    !day.isAfter(last);
                    day = day.plusDays(1)) {
                addBoundaries(entry, day.atStartOfDay(), rules, found);
            }
        }
        return found.subSet(from, false, to, true);
    }

    private static void addBoundaries(
            TimeInterval.Entry entry, LocalDateTime midnight, ZoneRules rules, NavigableSet<Instant> found) {
        add(midnight, rules, found);
        for (TimeInterval.Times range : entry.times()) {
            add(midnight.plusMinutes(range.start()), rules, found);
            add(midnight.plusMinutes(range.end()), rules, found);
        }
    }

    /** One instant as a rule, two where the clock shows a time twice, none where it skips it. */
    private static void add(LocalDateTime local, ZoneRules rules, NavigableSet<Instant> found) {
        for (ZoneOffset offset : rules.getValidOffsets(local)) found.add(local.toInstant(offset));
    }
}
