package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.BusyException;
import io.tocsin.server.api.ShareUsedException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    private String passGate() throws InterruptedException {
        gate.await();
        return "through";
    }

    @Test
    void whileOneClientsSlowSearchRunsAnotherClientIsAnswered() throws Exception {
        try (Workers workers = Workers.shared("search", 2, 4)) {
            Future<String> first = workers.call("greedy", this::passGate);
            Future<String> second = workers.call("greedy", this::passGate);

            assertThat(workers.call("anna", () -> "at once").await()).isEqualTo("at once");
            assertThat(first.isComplete() || second.isComplete()).isFalse();
            gate.countDown();
            assertThat(second.await()).isEqualTo("through");
        }
    }

    @Test
    void oneClientsShareEndsBeforeTheLineDoes() {
        try (Workers workers = Workers.shared("search", 2, 4)) {
            List<Future<String>> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) taken.add(workers.call("greedy", this::passGate));

            Future<String> beyond = workers.call("greedy", this::passGate);

            assertThat(beyond.cause())
                    .isInstanceOf(ShareUsedException.class)
                    .hasMessage("cannot search now: 2 of yours wait already, and the other places are for others");
            for (int i = 0; i < 3; i++) taken.add(workers.call("client" + i, this::passGate));
            assertThat(workers.call("late", this::passGate).cause())
                    .isInstanceOf(BusyException.class)
                    .hasMessage("cannot search now: 4 wait already");
            gate.countDown();
            for (Future<String> one : taken) assertThat(one.await()).isEqualTo("through");
        }
    }

    @Test
    void workThatThrowsFailsItsFutureAndCostsNoThread() {
        try (Workers workers = new Workers("work", 1, 1)) {
            assertThat(workers.<String>call(() -> {
                                throw new IllegalStateException("broken");
                            })
                            .otherwise(Throwable::getMessage)
                            .await())
                    .isEqualTo("broken");
            assertThat(workers.call(() -> "still there").await()).isEqualTo("still there");
        }
    }
}
