package io.tocsin.server.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some durations in short. The mean is the M of MTTA and MTTR; one forgotten weekend moves it and not the median.
 *
 * @param mean null like all others when there is none to count
 * @param p90 the smallest that nine out of ten do not exceed (nearest rank)
 */
public record Times(
        int count,
        @Nullable Duration mean,
        @Nullable Duration median,
        @Nullable Duration p90,
        @Nullable Duration longest) {
    private static final Times NONE = new Times(0, null, null, null, null);

    static Times of(List<Duration> durations) {
        if (durations.isEmpty()) return NONE;
        List<Duration> sorted = durations.stream().sorted().toList();
        Duration sum = sorted.stream().reduce(Duration.ZERO, Duration::plus);
        return new Times(
                sorted.size(), sum.dividedBy(sorted.size()), rank(sorted, 50), rank(sorted, 90), sorted.getLast());
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1);
    }
}
