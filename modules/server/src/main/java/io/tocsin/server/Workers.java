package io.tocsin.server;

import io.tocsin.server.api.BusyException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few named threads for work that blocks, with a bounded line before them; the brother of {@link Loop}. */
final class Workers implements AutoCloseable {
    private final String name;
    private final int waitingMax;
    private final ThreadPoolExecutor threads;

    Workers(String name, int count, int waitingMax) {
        this.name = name;
        this.waitingMax = waitingMax;
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waitingMax),
                Thread.ofPlatform().daemon().name("tocsin-" + name + "-", 0).factory());
    }

    /** Runs blocking work; the future completes on the caller's event loop. Fails with {@link BusyException} when full. */
    <T> Future<T> call(Callable<T> work) {
        Context caller = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        try {
            threads.execute(() -> {
                Future<T> result = attempt(work);
                if (caller == null) result.onComplete(answer);
                else caller.runOnContext(back -> result.onComplete(answer));
            });
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(new BusyException("cannot " + name + " now: " + waitingMax + " wait already"));
        }
        return answer.future();
    }

    private static <T> Future<T> attempt(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
