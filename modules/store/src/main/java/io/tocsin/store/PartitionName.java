package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which partition an event belongs to, and what its folder is called: {@code 2026-11-28}, {@code 2026-11-28.audit} for a
 * retention class, {@code late-2026-11-28} for what arrived on that day and is of another time altogether.
 *
 * @param day days since 1970, in UTC
 */
record PartitionName(long day, boolean late, String keepClass) {
    /**
     * Shippers catch up within days; what is older would open a partition for each day of an old archive. Such events keep
     * each other company by their arrival, and are kept as long from then on.
     */
    private static final long LATE_SECONDS = Duration.ofDays(7).toSeconds();

    /** No clock is wrong by a day without being wrong altogether. */
    private static final long EARLY_SECONDS = Duration.ofDays(1).toSeconds();

    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();
    private static final String LATE_PREFIX = "late-";

    static PartitionName of(LogEvent event, String keepClass) {
        boolean late = isLate(event);
        return new PartitionName(dayOf(event, late), late, keepClass);
    }

    private static boolean isLate(LogEvent event) {
        long time = event.time().getEpochSecond();
        long arrival = event.receivedAt().getEpochSecond();
        return time < arrival - LATE_SECONDS || time > arrival + EARLY_SECONDS;
    }

    private static long dayOf(LogEvent event, boolean late) {
        return Math.floorDiv((late ? event.receivedAt() : event.time()).getEpochSecond(), SECONDS_PER_DAY);
    }

    /** The same as being equal to the name of that event, without making one. */
    boolean isOf(LogEvent event, String itsClass) {
        return isLate(event) == late && dayOf(event, late) == day && itsClass.equals(keepClass);
    }

    /** Reads the name of a folder; null when it is no partition's. */
    static @Nullable PartitionName parse(String folder) {
        boolean late = folder.startsWith(LATE_PREFIX);
        String rest = late ? folder.substring(LATE_PREFIX.length()) : folder;
        int dot = rest.indexOf('.');
        String keepClass = dot < 0 ? KeepClass.DEFAULT : rest.substring(dot + 1);
        try {
            LocalDate date = LocalDate.parse(dot < 0 ? rest : rest.substring(0, dot));
            return keepClass.isEmpty() ? null : new PartitionName(date.toEpochDay(), late, keepClass);
        } catch (DateTimeParseException other) {
            return null;
        }
    }

    /** The name of its folder. */
    String text() {
        String name = (late ? LATE_PREFIX : "") + LocalDate.ofEpochDay(day);
        return keepClass.equals(KeepClass.DEFAULT) ? name : name + "." + keepClass;
    }

    /** Midnight, UTC, that its day begins with. */
    Instant start() {
        return LocalDate.ofEpochDay(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Whether it can have events of a stretch of time. */
    boolean overlaps(Stretch time) {
        if (late) return true;
        long from = IndexTime.of(start());
        long last = IndexTime.of(start().plus(Duration.ofDays(1))) - 1;
        return from <= time.to() && last >= time.from();
    }
}
