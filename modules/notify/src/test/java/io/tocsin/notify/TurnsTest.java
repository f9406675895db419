package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void overTheLimitOnesWaitInOrder() {
        Turns turns = new Turns(vertx, 2, Duration.ofMinutes(1));
        turns.take("a").await();
        turns.take("a").await();
        Future<Void> third = turns.take("a");
        Future<Void> fourth = turns.take("a");

        assertThat(turns.take("b").succeeded()).isTrue();
        assertThat(third.isComplete()).isFalse();
        turns.done("a");
        assertThat(third.succeeded()).isTrue();
        assertThat(fourth.isComplete()).isFalse();
        turns.done("a");
        turns.done("a");
        turns.done("a");
        assertThat(fourth.succeeded()).isTrue();
        assertThat(turns.take("a").succeeded()).isTrue();
    }

    @Test
    void whoWaitsTooLongGoesAndTakesNobodysTurn() {
        Turns turns = new Turns(vertx, 1, Duration.ofMillis(20));
        turns.take("a").await();
        Future<Void> late = turns.take("a");

        assertThat(late.transform(ended -> Future.succeededFuture(ended.succeeded()))
                        .await())
                .isFalse();
        turns.done("a");
        assertThat(turns.take("a").succeeded()).isTrue();
    }
}
