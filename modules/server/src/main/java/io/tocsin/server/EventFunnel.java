package io.tocsin.server;

import io.tocsin.ingest.Funnel;
import io.tocsin.ingest.Intake;
import io.tocsin.ingest.OverloadedException;
import io.tocsin.ingest.Receipt;
import io.tocsin.journal.JournalFullException;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one way in. Every input hands its batches here; each is made durable first, then seen by the rules and the index in
 * the order of the journal, and only then is the sender answered. What was stored before is answered and not stored again.
 */
final class EventFunnel implements Funnel {
    /** What overload asks the sender to wait: a backlog is let grow to half a second of work. */
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Loop loop;
    private final Disk disk;
    private final Backlog backlog;
    private final Durable next;
    private final Metrics metrics;
    private final Retries retries;

    /** Appended and not yet passed on, in the order of appending; owned by the loop. */
    private final Deque<Pending> pending = new ArrayDeque<>();

    EventFunnel(Loop loop, Disk disk, Backlog backlog, Durable next, Retries retries, Metrics metrics) {
        this.retries = retries;
        this.loop = loop;
        this.disk = disk;
        this.backlog = backlog;
        this.next = next;
        this.metrics = metrics;
    }

    @Override
    public boolean overloaded() {
        return backlog.full() != null;
    }

    @Override
    public String overload() {
        return Objects.requireNonNullElse(backlog.full(), "try again");
    }

    @Override
    public Future<Receipt> accept(Intake intake) {
        String full = backlog.full();
        if (full != null) return Future.failedFuture(new OverloadedException(COME_BACK, full));
        return loop.call(() -> take(intake)).recover(EventFunnel::asOverload);
    }

    private Future<Receipt> take(Intake intake) {
        return switch (retries.look(intake)) {
            case Retries.Known known -> Future.succeededFuture(known.receipt());
            case Retries.UnderWay same ->
                // Whatever becomes of it: what is under way may fail, and then this one is the first.
                same.settled().transform(answer -> take(intake));
            case Retries.Fresh fresh -> {
                metrics.duplicates(intake.source(), fresh.receipt().duplicates());
                Future<Receipt> answer = append(fresh.batch()).map(durable -> fresh.receipt());
                retries.underWay(fresh.batch(), answer);
                yield answer;
            }
        };
    }

    private Future<Void> append(EventBatch batch) {
        if (batch.events().isEmpty() && batch.offsets().isEmpty() && batch.delivered() == null) {
            return Future.succeededFuture();
        }
        Pending entry = new Pending(batch);
        pending.add(entry);
        long startedAt = System.nanoTime();
        written(batch)
                .whenComplete((position, failure) -> loop.tell(() -> {
                    metrics.journalAppend(System.nanoTime() - startedAt);
                    entry.settle(position, failure);
                    passOn();
                }));
        return entry.answer.future();
    }

    /** A batch that cannot even be handed over has to be answered too, or everything behind it would wait for ever. */
    private CompletionStage<Long> written(EventBatch batch) {
        try {
            return disk.append(batch);
        } catch (RuntimeException e) {
            metrics.bug();
            return CompletableFuture.failedStage(e);
        }
    }

    /** Completions may overtake each other on their way back to this loop; the rules and the index must not notice. */
    private void passOn() {
        while (!pending.isEmpty() && pending.peek().settled) {
            Pending entry = pending.remove();
            if (entry.failure != null) {
                entry.answer.fail(entry.failure);
                continue;
            }
            passOn(entry);
        }
    }

    private void passOn(Pending entry) {
        CompletionStage<Void> room = CompletableFuture.completedStage(null);
        try {
            // Kafka's tombstones are offsets without an event.
            if (!entry.batch.events().isEmpty()) {
                room = next.stored(entry.batch.source(), entry.batch.events(), entry.position);
            }
        } finally {
            // It is durable: whoever cannot follow now finds it in the journal after the next start.
            if (room.toCompletableFuture().isDone()) entry.answer.complete();
            else room.whenComplete((none, failure) -> loop.tell(entry.answer::complete));
        }
    }

    /** A full journal is overload, not an error: the sender should keep the batch and come back. */
    private static Future<Receipt> asOverload(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean full = cause instanceof JournalFullException || cause instanceof LoopFullException;
        return Future.failedFuture(full ? new OverloadedException(COME_BACK) : cause);
    }

    /** Makes batches durable; completes, on any thread, with the position of the batch. */
    @FunctionalInterface
    interface Disk {
        CompletionStage<Long> append(EventBatch batch);
    }

    /** Told of each batch once it is durable, in the order of the journal. */
    @FunctionalInterface
    interface Durable {
        /** Takes the batch; completes, on any thread, when its sender may be told to go on. */
        CompletionStage<Void> stored(String source, List<LogEvent> events, long position);
    }

    /** Whether more would only wait, or has no place. */
    @FunctionalInterface
    interface Backlog {
        /** Why senders must come back later, for people; null when they need not. */
        @Nullable
        String full();
    }

    private static final class Pending {
        private final EventBatch batch;
        private final Promise<Void> answer = Promise.promise();
        private boolean settled;
        private long position;
        private @Nullable Throwable failure;

        Pending(EventBatch batch) {
            this.batch = batch;
        }

        void settle(@Nullable Long at, @Nullable Throwable cause) {
            settled = true;
            position = at == null ? 0 : at;
            failure = cause;
        }
    }
}
