package io.tocsin.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop that owns some state. Whoever wants something of that state hands its work over here and gets a future on
 * its own thread; so nothing behind a loop is ever locked. This is the only class that changes event loops: a reader finds
 * every such crossing by its uses. What waits is bounded.
 */
final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Context home;
    private final int waitingMax;
    private final Runnable bug;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param waitingMax so much waiting work means that the loop is stuck or flooded: more is refused
     * @param bug told of every exception that our own code threw; the loop goes on for the others
     */
    Loop(String name, Context home, int waitingMax, Runnable bug) {
        this.name = name;
        this.home = home;
        this.waitingMax = waitingMax;
        this.bug = bug;
    }

    /** Runs work on this loop; the future completes on the caller's event loop, or on this one when it has none. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        if (waiting.incrementAndGet() > waitingMax) {
            waiting.decrementAndGet();
            return Future.failedFuture(new LoopFullException(name, waitingMax));
        }
        Context current = Vertx.currentContext();
        Context caller = current == null ? home : current;
        Promise<T> answer = Promise.promise();
        home.runOnContext(in -> {
            waiting.decrementAndGet();
            guarded(work).onComplete((result, failure) -> caller.runOnContext(out -> answer.complete(result, failure)));
        });
        return answer.future();
    }

    /** Runs work that has no answer and must not be refused: what is already durable. */
    void tell(Runnable work) {
        waiting.incrementAndGet();
        home.runOnContext(in -> {
            waiting.decrementAndGet();
            guarded(() -> {
                work.run();
                return Future.succeededFuture();
            });
        });
    }

    private <T> Future<T> guarded(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            log.error("bug on the {} loop", name, e);
            bug.run();
            return Future.failedFuture(e);
        }
    }

    /**
     * Later turns of an event loop that is no {@link Loop}, such as that of a connection: what is given from there runs once the
     * turn has handled what has come already.
     */
    static Executor turnsOf(Context other) {
        return work -> other.runOnContext(turn -> work.run());
    }

    /** Ties something that completes on a foreign thread to this loop: the future completes here. */
    <I, O> Function<I, Future<O>> here(Function<I, CompletionStage<O>> foreign) {
        return input -> {
            Promise<O> answer = Promise.promise();
            foreign.apply(input)
                    .whenComplete((result, failure) -> home.runOnContext(in -> answer.complete(result, failure)));
            return answer.future();
        };
    }

    /** Runs a task again and again on this loop, for as long as it lives. */
    void every(Duration period, Runnable task) {
        home.owner().setPeriodic(period.toMillis(), timer -> fired(task));
    }

    /** Loops end one after the other: a timer on one that is still there may find this one gone, and nothing is due any more. */
    void fired(Runnable task) {
        try {
            tell(task);
        } catch (RejectedExecutionException ended) {
            log.debug("the {} loop has ended", name);
        }
    }

    String name() {
        return name;
    }

    /** How much work waits. */
    int waiting() {
        return waiting.get();
    }

    /** Timers that fire on this loop. */
    Timers timers() {
        return (delay, task) -> {
            // Rounded up, or a timer would come too early, find nothing to do and be set again. Vert.x refuses a delay
            // of zero, and a restart finds deadlines that have passed.
            long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
            long id = home.owner().setTimer(millis, timer -> fired(task));
            return () -> home.owner().cancelTimer(id);
        };
    }
}
