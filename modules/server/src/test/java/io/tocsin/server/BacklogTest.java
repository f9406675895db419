package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(1 << 20);

    private static List<LogEvent> events(int count) {
        Fields fields = new Fields.Builder().add("message", "hello").build();
        LogEvent event = new LogEvent(1, Instant.EPOCH, Instant.EPOCH, new byte[300], fields, List.of());
        return Collections.nCopies(count, event);
    }

    @Test
    void whatLeavesGivesBackWhatItTook() {
        long weight = backlog.entered(events(10));
        assertThat(backlog.bytes()).isEqualTo(weight).isGreaterThan(10 * 600);

        backlog.left(weight);

        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void workThatFailsHoldsNothingAnyMore() {
        CompletableFuture<Long> disk = new CompletableFuture<>();
        backlog.during(events(3), () -> disk);
        assertThat(backlog.bytes()).isPositive();

        disk.completeExceptionally(new IllegalStateException("broken"));

        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void workThatCannotBeginHoldsNothing() {
        assertThatThrownBy(() -> backlog.during(events(3), () -> {
                    throw new IllegalStateException("cannot encode");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(backlog.bytes()).isZero();
    }
}
