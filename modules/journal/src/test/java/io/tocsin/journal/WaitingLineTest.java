package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @Test
    void aPatientRecordGoesWithTheNextThatIsWaitedFor() {
        WaitingLine line = new WaitingLine(100, FOR_EVER);
        Waiting patient = record(true);
        Waiting urgent = record(false);
        line.offer(patient);
        CompletableFuture<List<Waiting>> group = CompletableFuture.supplyAsync(line::takeGroup);
        assertThat(group).isNotDone();

        line.offer(urgent);

        assertThat(group.join()).containsExactly(patient, urgent);
    }

    @Test
    void aPatientRecordGoesAloneOnceItsTimeIsUp() {
        WaitingLine line = new WaitingLine(100, Duration.ZERO);
        Waiting patient = record(true);

        line.offer(patient);

        assertThat(line.takeGroup()).containsExactly(patient);
    }

    @Test
    void closingWaitsForNobodysPatience() {
        WaitingLine line = new WaitingLine(100, FOR_EVER);
        Waiting patient = record(true);
        line.offer(patient);

        line.close();

        assertThat(line.takeGroup()).containsExactly(patient);
        assertThat(line.takeGroup()).isEmpty();
    }

    @Test
    void aSegmentToDropIsUrgent() {
        WaitingLine line = new WaitingLine(100, FOR_EVER);
        Waiting patient = record(true);
        Waiting drop = new Waiting.Drop(7, new CompletableFuture<>());

        line.offer(patient);
        line.offer(drop);

        assertThat(line.takeGroup()).containsExactly(patient, drop);
    }

    @Test
    void thePatientTakeAsMuchRoomAsTheOthers() {
        WaitingLine line = new WaitingLine(15, FOR_EVER);

        assertThat(line.offer(record(true))).isEqualTo(WaitingLine.Answer.TAKEN);
        assertThat(line.offer(record(true))).isEqualTo(WaitingLine.Answer.FULL);
    }

    private static Waiting record(boolean patient) {
        return new Waiting.Append(new byte[10], 10, patient, position -> {}, new CompletableFuture<>());
    }
}
