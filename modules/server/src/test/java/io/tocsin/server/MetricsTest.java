package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.journal.JournalStats;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry, () -> Instant.EPOCH);

    @Test
    void theJournalGoesOnCountingAfterTheCollectorRan() {
        JournalStats stats = new JournalStats(9, 900, 0, 0, 7, 1, 0, 0, 1);
        metrics.journal(() -> stats);

        System.gc();

        assertThat(registry.get("tocsin.journal.fsyncs").functionCounter().count())
                .isEqualTo(7);
    }
}
