package io.tocsin.server;

import io.tocsin.server.api.BusyException;
import io.tocsin.server.api.ShareUsedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few named threads for work that blocks, with a bounded line before them in which clients take turns; the brother of
 * {@link Loop}.
 */
final class Workers implements AutoCloseable {
    /** Everything of the house is one client. */
    private static final String NOBODY = "";

    private final String name;
    private final int waitingMax;
    private final int waitingOfOneMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private final FairQueue<Runnable> queue;

    private final List<Thread> threads;

    /** Guarded by the lock. */
    private boolean closed;

    /** Threads for one client, ourselves. */
    Workers(String name, int count, int waitingMax) {
        this(name, count, waitingMax, waitingMax, count, Thread.NORM_PRIORITY);
    }

    // The priority is a courtesy to those who take logs in, where the system heeds it; nothing relies on it.
    @SuppressWarnings("ThreadPriorityCheck")
    private Workers(String name, int count, int waitingMax, int waitingOfOneMax, int atOnceOfOne, int priority) {
        this.name = name;
        this.waitingMax = waitingMax;
        this.waitingOfOneMax = waitingOfOneMax;
        this.queue = new FairQueue<>(count + waitingMax, atOnceOfOne + waitingOfOneMax, atOnceOfOne);
        Thread.Builder builder = Thread.ofPlatform().daemon().priority(priority).name("tocsin-" + name + "-", 0);
        this.threads = IntStream.range(0, count)
                .mapToObj(i -> builder.start(this::run))
                .toList();
    }

    /**
     * Threads for many clients. One of them can have half of the line at most, and never the last free thread; where the
     * machine allows it the threads give way to all others.
     *
     * @param count two or more
     */
    static Workers shared(String name, int count, int waitingMax) {
        return new Workers(name, count, waitingMax, waitingMax / 2, count - 1, Thread.MIN_PRIORITY);
    }

    /** Runs work of our own. */
    <T> Future<T> call(Callable<T> work) {
        return call(NOBODY, work);
    }

    /**
     * Runs blocking work; the future completes on the caller's event loop. Fails with {@link BusyException} when the line is
     * full, and with {@link ShareUsedException} when this client's part of it is.
     */
    <T> Future<T> call(String client, Callable<T> work) {
        Context caller = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        Runnable task = () -> {
            Future<T> result = attempt(work);
            if (caller == null) result.onComplete(answer);
            else caller.runOnContext(back -> result.onComplete(answer));
        };
        return switch (offer(client, task)) {
            case TAKEN -> answer.future();
            case FULL ->
                Future.failedFuture(new BusyException("cannot " + name + " now: " + waitingMax + " wait already"));
            case SHARE_USED ->
                Future.failedFuture(new ShareUsedException("cannot " + name + " now: " + waitingOfOneMax
                        + " of yours wait already, and the other places are for others"));
        };
    }

    private FairQueue.Answer offer(String client, Runnable task) {
        lock.lock();
        try {
            FairQueue.Answer answer = queue.offer(client, task);
            changed.signal();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private static <T> Future<T> attempt(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    private void run() {
        for (FairQueue.Turn<Runnable> turn = next(null); turn != null; turn = next(turn.client())) {
            turn.work().run();
        }
    }

    /** Waits for the next turn; null when it is time to end. */
    private FairQueue.@Nullable Turn<Runnable> next(@Nullable String done) {
        lock.lock();
        try {
            if (done != null) queue.done(done);
            // Another client may be waiting for nothing but this place.
            if (done != null) changed.signal();
            while (!closed) {
                FairQueue.Turn<Runnable> turn = queue.poll();
                if (turn != null) return turn;
                changed.await();
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return queue.waiting();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(Thread::interrupt);
    }
}
