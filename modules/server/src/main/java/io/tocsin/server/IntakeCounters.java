package io.tocsin.server;

import io.tocsin.ingest.IntakeMetrics;
import io.tocsin.ingest.Refusal;
import java.util.Locale;

/** What comes in, counted. */
final class IntakeCounters implements IntakeMetrics {
    private final Metrics metrics;

    IntakeCounters(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void accepted(String source, int events) {
        metrics.accepted(source, events);
    }

    @Override
    public void rejected(String source, Refusal reason, int count) {
        metrics.rejected(source, reason.name().toLowerCase(Locale.ROOT), count);
    }

    @Override
    public void bytes(String source, int bytes) {
        metrics.ingestBytes(source, bytes);
    }

    @Override
    public void masked(String source, int values) {
        metrics.masked(source, values);
    }
}
