package io.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;

class KitRunTest {
    @Test
    void measurementsAreNamedByWhatTheyAreOf() {
        JsonArray rows = new JsonArray("""
                [{"phase": "ingest", "n": 1000, "batch": 64, "alerts_per_s": 9},
                 {"phase": "read", "path": "alerts?filter=one", "n": 1, "median_ms": 2.5},
                 {"phase": "inhibit", "sources": 100, "targets": 5000, "n": 5100, "median_ms": 3},
                 {"phase": "storm", "n": 10000, "groups": 5000, "all_notified_s": 1.5},
                 {"phase": "silence", "silences": 100, "alerts": 5000},
                 {"phase": "latency", "group_wait": "0s", "n": 200, "p90_ms": 1}]
                """);

        assertThat(KitRun.byName(rows).keySet())
                .containsExactly(
                        "ingest n=1000",
                        "read path=alerts?filter=one n=1000",
                        "inhibit sources=100 targets=5000",
                        "storm groups=5000 n=10000",
                        "silence silences=100",
                        "latency group_wait=0s n=200");
    }
}
