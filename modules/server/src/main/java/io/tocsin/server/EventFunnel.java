package io.tocsin.server;

import io.tocsin.ingest.Funnel;
import io.tocsin.ingest.Intake;
import io.tocsin.ingest.OverloadedException;
import io.tocsin.ingest.Receipt;
import io.tocsin.journal.JournalFullException;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way in. Every input hands its batches here; each is made durable first, then seen by the rules and the index in
 * the order of the journal, and only then is the sender answered. What was stored before is answered and not stored again.
 */
final class EventFunnel implements Funnel {
    /** What overload asks the sender to wait: a backlog is let grow to half a second of work. */
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    /** So many batches on their way to the disk and back mean that the disk or the loop is stuck. */
    private static final int UNDER_WAY_MAX = 10_000;

    private static final CompletionStage<Void> ROOM = CompletableFuture.completedStage(null);

    private final Loop loop;
    private final Disk disk;
    private final Backlog backlog;
    private final Durable next;
    private final Metrics metrics;
    private final Retries retries;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Settled and not yet passed on; what is durable, in the order of the journal. */
    private final Queue<Pending> settled = new ConcurrentLinkedQueue<>();

    /** Whether the loop will look at them: one turn takes all that the disk has answered with one sync. */
    private final AtomicBoolean called = new AtomicBoolean();

    /** Of each event loop that batches come from. */
    private final ThreadLocal<JoinedBatches> joined = ThreadLocal.withInitial(() -> new JoinedBatches(this::append));

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
        EventBatch plain = Retries.plain(intake);
        // By far the most; it needs nothing that the loop owns, so it goes to the disk without waking it.
        Future<Receipt> answer =
                plain == null ? loop.call(() -> take(intake)) : plain(plain).map(durable -> Receipt.NEW);
        return answer.recover(EventFunnel::asOverload);
    }

    private Future<Void> plain(EventBatch batch) {
        Context here = Vertx.currentContext();
        if (here == null || !here.isEventLoopContext() || !JoinedBatches.mayJoin(batch)) return append(batch);
        return joined.get().add(batch, Loop.turnsOf(here));
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

    /** Completes on the loop of the intake; from any thread. */
    private Future<Void> append(EventBatch batch) {
        if (batch.events().isEmpty() && batch.offsets().isEmpty() && batch.delivered() == null) {
            return Future.succeededFuture();
        }
        if (underWay.incrementAndGet() > UNDER_WAY_MAX) {
            underWay.decrementAndGet();
            return Future.failedFuture(new LoopFullException("intake", UNDER_WAY_MAX));
        }
        Pending entry = new Pending(batch);
        written(entry).whenComplete((position, failure) -> {
            if (failure != null) settled(entry.failed(failure));
        });
        return entry.answer.future();
    }

    /** A batch that cannot even be handed over has to be answered too. */
    private CompletionStage<Long> written(Pending entry) {
        try {
            return disk.append(entry.batch, position -> settled(entry.durable(position)));
        } catch (RuntimeException e) {
            metrics.bug();
            return CompletableFuture.failedStage(e);
        }
    }

    private void settled(Pending entry) {
        settled.add(entry);
        call();
    }

    private void call() {
        if (called.compareAndSet(false, true)) loop.tell(this::passOn);
    }

    private void passOn() {
        // Before looking: what comes from now on calls again.
        called.set(false);
        try {
            for (Pending entry = settled.poll(); entry != null; entry = settled.poll()) passOn(entry);
        } finally {
            // One that met a bug must not hold up those behind it.
            if (!settled.isEmpty()) call();
        }
    }

    private void passOn(Pending entry) {
        underWay.decrementAndGet();
        metrics.journalAppend(System.nanoTime() - entry.since);
        if (entry.failure != null) {
            entry.answer.fail(entry.failure);
            return;
        }
        CompletionStage<Void> room = ROOM;
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

    /** Makes batches durable. */
    @FunctionalInterface
    interface Disk {
        /**
         * Takes a batch, from any thread.
         *
         * @param durable told of its position, on any thread, before the stage completes; batches are told of in the order
         *     of the journal, which stages that complete cannot promise: they overtake each other
         */
        CompletionStage<Long> append(EventBatch batch, LongConsumer durable);
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
        private final long since = System.nanoTime();
        private long position;
        private @Nullable Throwable failure;

        Pending(EventBatch batch) {
            this.batch = batch;
        }

        Pending durable(long at) {
            position = at;
            return this;
        }

        Pending failed(Throwable cause) {
            failure = cause;
            return this;
        }
    }
}
