package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** Days, and a partition of its own for what comes on another day than it should. */
final class MemoryPartitions {
    private static final Duration LATE = Duration.ofDays(2);
    private static final Duration FUTURE = Duration.ofDays(1);

    private MemoryPartitions() {}

    private static boolean isLate(LogEvent event) {
        return event.time().isBefore(event.receivedAt().minus(LATE))
                || event.time().isAfter(event.receivedAt().plus(FUTURE));
    }

    static String name(LogEvent event) {
        return isLate(event) ? "late-" + date(event.receivedAt()) : date(event.time());
    }

    private static String date(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS).toString().substring(0, "2026-11-28".length());
    }

    static PartitionInfo info(String name, List<LogEvent> events) {
        List<Instant> times = events.stream()
                .map(LogEvent::time)
                .sorted(Comparator.naturalOrder())
                .toList();
        LogEvent first = events.getFirst();
        Instant day = (isLate(first) ? first.receivedAt() : first.time()).truncatedTo(ChronoUnit.DAYS);
        long bytes = events.stream().mapToLong(event -> event.json().length).sum();
        return new PartitionInfo(name, "default", day, times.getFirst(), times.getLast(), events.size(), bytes);
    }
}
