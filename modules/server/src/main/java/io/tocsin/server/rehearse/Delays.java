package io.tocsin.server.rehearse;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how many events arrived later than rules wait for. */
final class Delays {
    private final long[] limits;
    private final long[] beyond;
    private long events;

    Delays(List<Rule> rules) {
        limits = rules.stream()
                .mapToLong(rule -> rule.late().toMillis())
                .distinct()
                .sorted()
                .toArray();
        beyond = new long[limits.length];
    }

    void add(LogEvent event) {
        events++;
        long delay = event.receivedAt().toEpochMilli() - event.time().toEpochMilli();
        for (int i = 0; i < limits.length && delay > limits[i]; i++) beyond[i]++;
    }

    /** Lateness to the share of events that came later, in percent. */
    Map<Duration, Double> shares() {
        Map<Duration, Double> shares = new TreeMap<>();
        for (int i = 0; i < limits.length; i++)
            shares.put(Duration.ofMillis(limits[i]), Share.percent(beyond[i], events));
        return shares;
    }
}
