package io.tocsin.ingest;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Hands one batch at a time to the funnel, partition by partition, and each again until it is durable: nothing is skipped,
 * nothing overtakes. Lives on one event loop.
 */
final class Delivery {
    /** Longer than a group commit on a busy disk; from here on the group must see us poll, or it takes the partitions away. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Context loop;
    private final Funnel funnel;
    private final Tap tap;
    private final Set<TopicPartition> gone = new HashSet<>();
    private @Nullable KafkaBatch inHand;
    private @Nullable Promise<Void> attempt;
    private Duration wait = FIRST_WAIT;
    private long timer = -1;

    /** What lets records in. */
    interface Tap {
        /** No record and no poll until further notice. */
        void shut();

        /** No record, but polls, so that the group sees a live member. */
        void hold();

        /** The next batch, please. */
        void open();

        /** These records are durable. */
        void stored(KafkaBatch.Part part);

        /** What was sent is not durable; it will be tried again. */
        void failed(Throwable cause);
    }

    Delivery(Context loop, Funnel funnel, Tap tap) {
        this.loop = loop;
        this.funnel = funnel;
        this.tap = tap;
    }

    boolean busy() {
        return inHand != null;
    }

    /** The records of the batch in hand, by partition. */
    Map<String, Long> underWay() {
        Map<String, Long> records = new HashMap<>();
        if (inHand != null) {
            inHand.parts().forEach(part -> records.put(part.partition().toString(), part.next() - part.first()));
        }
        return records;
    }

    /** Takes a batch; only when not busy. */
    void take(KafkaBatch batch) {
        inHand = batch;
        wait = FIRST_WAIT;
        gone.clear();
        tap.shut();
        after(SLOW, tap::hold);
        deliver(batch);
    }

    /**
     * Gives partitions up: what is on its way may still arrive, nothing is sent again.
     *
     * @return completes when nothing of theirs is on its way any more
     */
    Future<Void> release(Set<TopicPartition> partitions) {
        gone.addAll(partitions);
        Promise<Void> running = attempt;
        if (running != null) return running.future();
        again();
        return Future.succeededFuture();
    }

    private void deliver(KafkaBatch batch) {
        Promise<Void> running = Promise.promise();
        attempt = running;
        // Composed, so that a funnel that throws is one that failed.
        Future.succeededFuture()
                .compose(go -> funnel.accept(batch.parts().getFirst().intake()).<Void>mapEmpty())
                .onComplete(answer -> loop.runOnContext(here -> {
                    attempt = null;
                    attempted(batch, answer);
                    running.complete();
                }));
    }

    private void attempted(KafkaBatch batch, AsyncResult<Void> answer) {
        cancel();
        if (answer.succeeded()) {
            tap.stored(batch.parts().getFirst());
            inHand = batch.rest();
            again();
            if (busy()) after(SLOW, tap::hold);
            return;
        }
        tap.failed(answer.cause());
        tap.hold();
        after(patience(answer.cause()), this::again);
        if (!gone.isEmpty()) again();
    }

    /** Sends what is still ours of the batch in hand. */
    private void again() {
        KafkaBatch batch = inHand;
        if (batch == null) return;
        cancel();
        KafkaBatch left = batch.without(gone);
        inHand = left;
        if (left.parts().isEmpty()) done();
        else deliver(left);
    }

    private void done() {
        inHand = null;
        gone.clear();
        tap.open();
    }

    private Duration patience(Throwable cause) {
        if (cause instanceof OverloadedException overloaded) return overloaded.retryAfter();
        Duration now = wait;
        wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        return now;
    }

    private void after(Duration delay, Runnable work) {
        cancel();
        timer = loop.owner().setTimer(Math.max(1, delay.toMillis()), fired -> {
            timer = -1;
            work.run();
        });
    }

    private void cancel() {
        if (timer >= 0) loop.owner().cancelTimer(timer);
        timer = -1;
    }
}
