package io.tocsin.server;

import io.micrometer.core.instrument.Counter;
import io.tocsin.ingest.IntakeMetrics;
import io.tocsin.ingest.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What comes in, counted. The counters of every request are kept at hand: looking one up costs as much as a small body. */
final class IntakeCounters implements IntakeMetrics {
    private final Metrics metrics;

    /** By source, of which there are a few for good: http, kafka. */
    private final Map<String, OfSource> sources = new ConcurrentHashMap<>();

    private record OfSource(Counter accepted, Counter bytes) {}

    IntakeCounters(Metrics metrics) {
        this.metrics = metrics;
    }

    private OfSource of(String source) {
        OfSource known = sources.get(source);
        return known != null
                ? known
                : sources.computeIfAbsent(
                        source, name -> new OfSource(metrics.accepted(name), metrics.ingestBytes(name)));
    }

    @Override
    public void accepted(String source, int events) {
        of(source).accepted.increment(events);
    }

    @Override
    public void rejected(String source, Refusal reason, int count) {
        metrics.rejected(source, reason.name().toLowerCase(Locale.ROOT), count);
    }

    @Override
    public void bytes(String source, int bytes) {
        of(source).bytes.increment(bytes);
    }

    @Override
    public void masked(String source, int values) {
        metrics.masked(source, values);
    }
}
