package io.tocsin.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A named set of times; an instant is inside when any of its entries holds it.
 *
 * @param entries alternatives
 */
public record TimeInterval(String name, List<Entry> entries) {
    public TimeInterval {
        entries = List.copyOf(entries);
    }

    /** Whether the instant falls into one of the entries. */
    public boolean contains(Instant instant) {
        return entries.stream().anyMatch(entry -> entry.contains(instant));
    }

    /** The first instant after the given one at which being inside changes; if that is far off, some instant before it. */
    public Instant changeAfter(Instant after) {
        return Edges.next(this, after);
    }

    /**
     * One alternative: within a field any range may hold, every field that has ranges must. Fields compare the wall clock of
     * the zone, so an hour that daylight saving skips never holds and one that it repeats holds twice.
     *
     * @param times minutes of the day
     * @param weekdays 0 is Sunday
     * @param daysOfMonth negative ones count from the end of the month
     */
    public record Entry(
            List<Times> times,
            List<Range> weekdays,
            List<Range> daysOfMonth,
            List<Range> months,
            List<Range> years,
            ZoneId zone) {
        public Entry {
            times = List.copyOf(times);
            weekdays = List.copyOf(weekdays);
            daysOfMonth = List.copyOf(daysOfMonth);
            months = List.copyOf(months);
            years = List.copyOf(years);
        }

        boolean contains(Instant instant) {
            LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
            LocalDate today = local.toLocalDate();
            if (times.isEmpty()) return onDay(today);
            int minute = local.getHour() * 60 + local.getMinute();
            boolean started = times.stream().anyMatch(range -> range.holdsOnFirstDay(minute));
            if (started && onDay(today)) return true;
            // The morning part of a range over midnight belongs to the day on which it began.
            boolean running = times.stream().anyMatch(range -> range.holdsOnNextDay(minute));
            return running && onDay(today.minusDays(1));
        }

        private boolean onDay(LocalDate day) {
            return holds(weekdays, day.getDayOfWeek().getValue() % 7)
                    && holds(months, day.getMonthValue())
                    && holds(years, day.getYear())
                    && onDayOfMonth(day);
        }

        private boolean onDayOfMonth(LocalDate day) {
            int length = day.lengthOfMonth();
            return daysOfMonth.isEmpty()
                    || daysOfMonth.stream().anyMatch(range -> {
                        int first = range.first() < 0 ? length + range.first() + 1 : range.first();
                        int last = range.last() < 0 ? length + range.last() + 1 : range.last();
                        return first <= day.getDayOfMonth() && day.getDayOfMonth() <= last;
                    });
        }

        private static boolean holds(List<Range> ranges, int value) {
            return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.holds(value));
        }
    }

    /** Both ends included. */
    public record Range(int first, int last) {
        /** Holds no value. */
        static final Range NEVER = new Range(1, 0);

        boolean holds(int value) {
            return first <= value && value <= last;
        }
    }

    /**
     * Minutes of a day from {@code start} to before {@code end}; an end that is not after the start is on the next day, which
     * is more than Alertmanager allows.
     */
    public record Times(int start, int end) {
        boolean holdsOnFirstDay(int minute) {
            return minute >= start && (minute < end || end <= start);
        }

        boolean holdsOnNextDay(int minute) {
            return end <= start && minute < end;
        }
    }
}
