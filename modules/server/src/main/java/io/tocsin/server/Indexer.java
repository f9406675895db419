package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.store.EventStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the index, beside the path of a page: search never delays an alert. It commits now and then; until
 * it has, the journal keeps the events, so a crash loses nothing.
 */
final class Indexer implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Indexer.class);

    /** A commit costs an fsync of several files; what lies between two is replayed from the journal after a crash. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    /** Enough that the index never waits for senders, little enough that what it has taken is found in time. */
    private static final Duration UNHURRIED = Duration.ofMillis(200);

    /** Fewer are never worth waiting for, however slow the machine is; many keep this thread busy for some 20 ms. */
    private static final int FEW_EVENTS = 2_000;

    private static final int MANY_EVENTS = 8_000;

    /** Little against the second within which events are found. */
    private static final Duration COMPANY = Duration.ofMillis(2);

    private static final CompletionStage<Void> ROOM = CompletableFuture.completedStage(null);

    private final Duration commitEvery;
    private final EventStore store;
    private final Metrics metrics;
    private final Horizon horizon;
    private final Backlog backlog;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waitingEvents = new AtomicLong();

    /** Senders whose answers wait until there is room. */
    private final Queue<CompletableFuture<Void>> senders = new ConcurrentLinkedQueue<>();

    private final Thread thread = new Thread(this, "tocsin-index");

    /** Both are read by this thread only. */
    private long dirtySince;

    private long brokenSince;

    /** Whether a batch could not be written; nothing more is until {@link #resume}. */
    private volatile boolean broken;

    /** Batches of an earlier one are read again from the journal, and not taken from the queue. */
    private final AtomicInteger epoch = new AtomicInteger();

    /** Has the journal read again from behind what the index holds, and calls {@link #resume}. */
    private volatile Runnable readAgain = () -> {};

    private volatile long lastPosition = -1;

    /**
     * An indexer that waits to be started.
     *
     * @param horizon told, on this thread, what the index holds: that need not stay in the journal for its sake
     * @param backlog told what waits here
     */
    Indexer(EventStore store, Metrics metrics, Horizon horizon, Backlog backlog) {
        this(store, metrics, horizon, backlog, COMMIT_EVERY);
    }

    /** The same, with another patience between two commits, and between two tries to mend. */
    Indexer(EventStore store, Metrics metrics, Horizon horizon, Backlog backlog, Duration commitEvery) {
        this.commitEvery = commitEvery;
        this.backlog = backlog;
        this.store = store;
        this.metrics = metrics;
        this.horizon = horizon;
    }

    void start() {
        thread.start();
    }

    /** Whether a search finds everything up to a position of the journal. Any thread. */
    boolean holds(long position) {
        return Math.max(lastPosition, store.indexedPosition()) >= position;
    }

    /**
     * What to do once an index that could not be written can be written again.
     *
     * @param from has the journal read again from behind what the index holds; on this thread, so it must only tell others
     */
    void whenWell(Runnable from) {
        readAgain = from;
    }

    /** From now on batches are taken again; those that were taken before are not. On the thread that adds. */
    void resume() {
        epoch.incrementAndGet();
        broken = false;
    }

    /**
     * Takes a durable batch. Never refuses: what was acknowledged will be found; the funnel bounds what can come.
     *
     * @return completes, on any thread, when the sender may be told to go on: at once, unless the index is behind. So
     *     senders that wait for answers are slowed down to what it can take before any must be refused
     */
    CompletionStage<Void> add(List<LogEvent> events, long position) {
        long weight = backlog.entered(events);
        waitingEvents.addAndGet(events.size());
        queue.add(new Batch(events, weight, position, System.nanoTime(), epoch.get()));
        if (hasRoom()) return ROOM;
        CompletableFuture<Void> sender = new CompletableFuture<>();
        senders.add(sender);
        // The last batch may have been worked off since we looked.
        answerSenders();
        return sender;
    }

    private boolean hasRoom() {
        long waiting = waitingEvents.get();
        return waiting <= FEW_EVENTS || (waiting <= MANY_EVENTS && behind().compareTo(UNHURRIED) <= 0);
    }

    private void answerSenders() {
        while (hasRoom()) {
            CompletableFuture<Void> sender = senders.poll();
            if (sender == null) return;
            sender.complete(null);
        }
    }

    /** Whether search stands still until the disk is well. */
    boolean broken() {
        return broken;
    }

    /** How long what comes next has waited. */
    Duration behind() {
        return switch (queue.peek()) {
            case Batch batch -> Duration.ofNanos(System.nanoTime() - batch.since());
            case Task task -> Duration.ofNanos(System.nanoTime() - task.since());
            case Stop stop -> Duration.ZERO;
            case null -> Duration.ZERO;
        };
    }

    /**
     * Runs something on this thread, behind every batch that was taken before. Nothing is indexed meanwhile, so it must be
     * short.
     *
     * @return completes on this thread
     */
    <T> CompletionStage<T> run(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                answer.complete(work.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        };
        queue.add(new Task(task, System.nanoTime()));
        return answer;
    }

    /** Events that are durable and not yet to be found. */
    long waitingEvents() {
        return waitingEvents.get();
    }

    @Override
    public void run() {
        try {
            while (step()) {}
            commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean step() throws InterruptedException {
        Work work = queue.poll();
        if (work == null) {
            work = queue.poll(commitEvery.toMillis(), TimeUnit.MILLISECONDS);
            // Waking up costs more than indexing a small batch: let others come meanwhile.
            if (work instanceof Batch) LockSupport.parkNanos(COMPANY.toNanos());
        }
        if (work instanceof Stop) return false;
        if (work instanceof Batch batch) index(batch);
        if (work instanceof Task task) task.work().run();
        if (broken) mend();
        else if (dirtySince != 0 && System.nanoTime() - dirtySince > commitEvery.toNanos()) commit();
        return true;
    }

    private void index(Batch batch) {
        long startedAt = System.nanoTime();
        try {
            if (!broken && batch.epoch() == epoch.get()) add(batch, startedAt);
        } finally {
            waitingEvents.addAndGet(-batch.events().size());
            backlog.left(batch.weight());
            answerSenders();
            metrics.indexBatch(System.nanoTime() - startedAt);
        }
    }

    private void add(Batch batch, long startedAt) {
        try {
            store.add(batch.events(), batch.position());
            if (dirtySince == 0) dirtySince = startedAt;
            lastPosition = batch.position();
            horizon.passed(batch.position(), batch.events().getFirst().receivedAt());
            metrics.lag(Metrics.Stage.INDEX, batch.events().getFirst().receivedAt());
        } catch (IllegalArgumentException e) {
            int events = batch.events().size();
            log.error("cannot index {} events at {}: the index refuses them", events, batch.position(), e);
            metrics.bug();
        } catch (RuntimeException | IOException e) {
            // Going on behind the gap would claim that the gap is indexed, and the journal would let go of it.
            broken = true;
            brokenSince = System.nanoTime();
            log.error(
                    "cannot write the index: search stands still at {}. Logs and alerts go on; trying again every {}",
                    batch.position(),
                    commitEvery,
                    e);
            metrics.bug();
        }
    }

    /** Goes back to the last commit, behind which the journal has everything. */
    private void mend() {
        if (brokenSince == 0 || System.nanoTime() - brokenSince < commitEvery.toNanos()) return;
        try {
            store.reset();
            // Until the journal is read again: what is in the queue lies behind the gap.
            brokenSince = 0;
            dirtySince = 0;
            log.info("the index can be written again: reading the journal from {}", store.indexedPosition() + 1);
            readAgain.run();
        } catch (RuntimeException | IOException e) {
            brokenSince = System.nanoTime();
            log.warn("the index cannot be written yet: {}", e.getMessage());
        }
    }

    private void commit() {
        if (dirtySince == 0) return;
        try {
            store.commit();
            // The newest events may wait for company, but not for ever: look again.
            dirtySince = store.indexedPosition() < lastPosition ? System.nanoTime() : 0;
            horizon.committed(store.indexedPosition());
        } catch (RuntimeException | IOException e) {
            dirtySince = System.nanoTime();
            log.error("cannot commit the index, trying again in {}", commitEvery, e);
            metrics.bug();
        }
    }

    /** Indexes and commits what waits, then ends. */
    @Override
    public void close() {
        queue.add(new Stop());
        try {
            thread.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Work {}

    private record Batch(List<LogEvent> events, long weight, long position, long since, int epoch) implements Work {}

    private record Task(Runnable work, long since) implements Work {}

    private record Stop() implements Work {}
}
