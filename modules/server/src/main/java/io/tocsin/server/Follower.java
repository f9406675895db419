package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.store.EventLog;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a reader every batch of the journal from a position on, in order, each once, while new ones come in: first on a thread
 * of its own from the disk, until it has caught up with the intake; from then on as they become durable. What comes in
 * meanwhile waits on the disk and not in memory, except for the moment of changing over.
 */
final class Follower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    /** So few batches are read in a moment: then the change can be made. */
    private static final int ALMOST_THERE = 64;

    /** Whoever has not caught up after so many rounds reads no faster than events come in, and has to slow them down. */
    private static final int ROUNDS_MAX = 20;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final CompletionStage<Void> ROOM = CompletableFuture.completedStage(null);

    private final String name;
    private final EventLog events;
    private final Loop intake;
    private final Reader reader;
    private final int triesMax;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** The first batch that was not there at the start. */
    private final long start;

    /** Read by its own thread only. */
    private long next;

    private long batchesRead;

    private boolean reached;

    /** The last batch to be read from disk, once that is known. */
    private long until = Long.MAX_VALUE;

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile @Nullable String trouble;

    /** These belong to the intake loop. */
    private long lastPassed;

    private @Nullable Deque<Held> held;

    /** The last batch that is not held back. */
    private long heldAfter;

    private boolean live;

    /** A batch that came in at the moment of changing over. */
    private record Held(String source, List<LogEvent> events, long position, CompletableFuture<Void> room) {}

    /** Who is shown the batches. */
    interface Reader {
        /** Takes a batch; completes, on any thread, when it can take the next. */
        CompletionStage<Void> read(String source, List<LogEvent> events, long position);

        /** Everything that was durable at the start has been read; called once, on the follower's thread. */
        void reached();
    }

    /**
     * A follower that waits to be started.
     *
     * @param intake the loop on which {@link #stored} is called
     * @param from position of the first batch to be read
     * @param triesMax so often the disk is read in vain before what cannot be read is left out; the reader must be one that
     *     may miss something
     */
    Follower(String name, EventLog events, Loop intake, long from, int triesMax, Reader reader) {
        this.name = name;
        this.events = events;
        this.intake = intake;
        this.reader = reader;
        this.triesMax = triesMax;
        this.next = from;
        this.start = events.nextPosition();
        this.lastPassed = start - 1;
        this.thread =
                Thread.ofPlatform().daemon().name("tocsin-catch-up-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether the reader has seen all that is durable but for the last moment. */
    boolean caughtUp() {
        return end.isDone();
    }

    /** Completes once the reader has caught up. */
    CompletionStage<Void> end() {
        return end;
    }

    /** Why the journal cannot be read now; null when it can. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** A batch is durable; called on the intake loop, in the order of positions. */
    CompletionStage<Void> stored(String source, List<LogEvent> batch, long position) {
        lastPassed = position;
        if (live) return reader.read(source, batch, position);
        Deque<Held> waiting = held;
        if (waiting == null) return ROOM;
        Held last = new Held(source, batch, position, new CompletableFuture<>());
        waiting.add(last);
        return last.room;
    }

    private void run() {
        int failures = 0;
        for (int round = 1; stopped.getCount() > 0 && !caughtUp(); ) {
            try {
                if (catchUp(round++)) return;
                failures = 0;
            } catch (IOException | RuntimeException e) {
                trouble = String.valueOf(e.getMessage());
                log.error("cannot read the journal of events for the {}, trying again: {}", name, trouble, e);
                if (++failures >= triesMax) leaveOut();
                pause();
            }
        }
    }

    /** Reads what is durable now; once little was left, changes over. */
    private boolean catchUp(int round) throws IOException {
        long read = replay();
        if (until == Long.MAX_VALUE && read > ALMOST_THERE && round < ROUNDS_MAX) return false;
        if (!reached) {
            reached = true;
            reader.reached();
        }
        // From here on new batches are held back; all before them are on disk.
        until = join(intake.call(() -> Future.succeededFuture(hold())));
        replay();
        join(intake.call(() -> Future.succeededFuture(release())));
        trouble = null;
        log.info("read {} batches of the journal for the {}", batchesRead, name);
        end.complete(null);
        return true;
    }

    private long replay() throws IOException {
        long[] read = {0};
        events.replay(next, (position, batch) -> {
            if (position > until || stopped.getCount() == 0) return;
            if (position >= start && !reached) {
                reached = true;
                reader.reached();
            }
            reader.read(batch.source(), batch.events(), position)
                    .toCompletableFuture()
                    .join();
            next = position + 1;
            read[0]++;
            batchesRead++;
        });
        trouble = null;
        return read[0];
    }

    private long hold() {
        if (held == null) {
            held = new ArrayDeque<>();
            heldAfter = lastPassed;
        }
        return heldAfter;
    }

    private boolean release() {
        Deque<Held> waiting = held == null ? new ArrayDeque<>() : held;
        held = null;
        live = true;
        for (Held each : waiting) {
            reader.read(each.source, each.events, each.position)
                    .whenComplete((done, failed) -> each.room.complete(null));
        }
        return true;
    }

    private void leaveOut() {
        log.error("going on without the batches from {} to {} for the {}", next, events.nextPosition() - 1, name);
        next = Math.min(events.nextPosition(), until == Long.MAX_VALUE ? until : until + 1);
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("cannot reach the intake: " + e.getCause(), e);
        }
    }

    private void pause() {
        try {
            if (stopped.await(TRY_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) log.debug("{} stops", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the reading from disk; what was not read is read after the next start. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(TRY_AGAIN_AFTER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
