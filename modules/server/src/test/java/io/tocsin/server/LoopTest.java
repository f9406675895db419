package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger bugs = new AtomicInteger();
    private final Context home = vertx.getOrCreateContext();
    private final Loop loop = new Loop("test", home, 10, bugs::incrementAndGet);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void workRunsOnTheLoopAndTheAnswerComesBackToTheCaller() throws Exception {
        Context caller = vertx.getOrCreateContext();
        CompletableFuture<Context> ranOn = new CompletableFuture<>();
        CompletableFuture<Context> answeredOn = new CompletableFuture<>();

        caller.runOnContext(in -> loop.call(() -> {
                    ranOn.complete(Vertx.currentContext());
                    return Future.succeededFuture();
                })
                .onComplete(done -> answeredOn.complete(Vertx.currentContext())));

        assertThat(ranOn.get(10, TimeUnit.SECONDS)).isSameAs(home);
        assertThat(answeredOn.get(10, TimeUnit.SECONDS)).isSameAs(caller);
    }

    @Test
    void aTimerThatFindsItsLoopGoneIsQuiet() {
        vertx.close().await();
        assertThatThrownBy(() -> loop.tell(() -> {})).isInstanceOf(RejectedExecutionException.class);

        loop.fired(() -> bugs.incrementAndGet());

        assertThat(bugs).hasValue(0);
    }

    @Test
    void aBugIsCountedAndTheLoopGoesOn() throws Exception {
        assertThatThrownBy(() -> get(loop.call(() -> {
                    throw new IllegalStateException("bug");
                })))
                .hasRootCauseMessage("bug");

        assertThat(get(loop.call(() -> Future.succeededFuture("alive")))).isEqualTo("alive");
        assertThat(bugs).hasValue(1);
    }

    @Test
    void moreThanMayWaitIsRefusedAndWhatIsDurableIsNot() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        loop.tell(() -> awaitQuietly(busy));
        Future<Void> last = Future.succeededFuture();
        for (int i = 0; i < 20; i++) last = loop.call(Future::succeededFuture);
        loop.tell(told::incrementAndGet);
        busy.countDown();

        assertThat(last.cause()).isInstanceOf(LoopFullException.class);
        get(vertx.timer(1));
        get(loop.call(Future::succeededFuture));
        assertThat(told).hasValue(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTimerIsNeverEarly() throws Exception {
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Long> fired = new CompletableFuture<>();
            Duration delay = Duration.ofNanos(1_900_000);
            long start = System.nanoTime();
            loop.timers().after(delay, () -> fired.complete(System.nanoTime()));

            assertThat(fired.get(10, TimeUnit.SECONDS) - start).isGreaterThanOrEqualTo(delay.toNanos());
        }
    }

    @Test
    void aDeadlineThatHasPassedIsDoneAtOnce() throws Exception {
        CompletableFuture<Instant> fired = new CompletableFuture<>();
        loop.timers().after(Duration.ofDays(-1), () -> fired.complete(Instant.EPOCH));

        assertThat(fired.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aTimerThatWasTakenBackDoesNotFire() throws Exception {
        AtomicInteger fired = new AtomicInteger();
        CompletableFuture<Boolean> later = new CompletableFuture<>();
        // On the loop itself, where nothing can fire before the task is over.
        loop.tell(() -> {
            loop.timers().after(Duration.ofMillis(1), fired::incrementAndGet).cancel();
            loop.timers().after(Duration.ofMillis(20), () -> later.complete(true));
        });

        assertThat(later.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(fired).hasValue(0);
    }
}
