package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.BodyDecoder;
import io.tocsin.ingest.Decoded;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainCommandTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void aTrainingWithoutTimeStartsAServerAndEndsIt() {
        assertThat(Commands.line().execute("train", "--seconds", "0", "--rules", "no-such-folder"))
                .isZero();
    }

    @Test
    void itIsNothingForPeople() {
        assertThat(Commands.line().getUsageMessage()).doesNotContain("train");
    }

    @Test
    void everyLineIsAnEventThatCarriesItsRequest() {
        EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
        BodyDecoder bodies = new BodyDecoder(decoder, new AtomicLong()::incrementAndGet, Limits.defaults());
        TrainingLogs logs = new TrainingLogs(NOON);

        Decoded decoded = bodies.decode(logs.body(1_000), NOON);

        assertThat(decoded.rejects()).isEmpty();
        assertThat(decoded.accepted()).isEqualTo(1_000);
        assertThat(decoded.events())
                .allSatisfy(event -> assertThat(event.correlationIds()).isNotEmpty());
    }

    @Test
    void everyTrainingIsTheSame() {
        TrainingLogs one = new TrainingLogs(NOON);
        TrainingLogs other = new TrainingLogs(NOON);

        assertThat(one.body(500)).isEqualTo(other.body(500));
        assertThat(one.someIds()).isEqualTo(other.someIds());
    }
}
