package io.tocsin.server.rehearse;

import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.time.Instant;

/** Writes instants of a test as the test does: counted from its start. */
record Offsets(Instant start) {
    String of(Instant at) {
        Duration since = Duration.between(start, at);
        return since.isNegative() ? "-" + Durations.print(since.negated()) : Durations.print(since);
    }
}
