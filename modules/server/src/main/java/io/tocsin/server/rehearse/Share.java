package io.tocsin.server.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shares and middles of small lists. */
final class Share {
    private Share() {}

    /** The least value that this share of the values does not exceed; 0 of none. */
    static long rank(List<Long> values, double share) {
        if (values.isEmpty()) return 0;
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }

    static Duration median(List<Duration> values) {
        return Duration.ofMillis(rank(values.stream().map(Duration::toMillis).toList(), 0.5));
    }

    /** In percent, rounded to a tenth; 0 of nothing. */
    static double percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(1000.0 * part / whole) / 10.0;
    }
}
