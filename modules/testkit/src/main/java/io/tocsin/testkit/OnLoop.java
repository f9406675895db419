package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Asks over HTTP from a thread of a test. A response gives its body to whoever listens when it comes: a thread that goes on with a future
 * which is done by then comes too late, and reads nothing.
 */
public final class OnLoop {
    private OnLoop() {}

    /** Does the work, and whatever it goes on with, on an event loop; any thread may wait for the future. */
    public static <T> Future<T> ask(Vertx vertx, Supplier<Future<T>> work) {
        Promise<T> answer = Promise.promise();
        vertx.runOnContext(
                on -> Future.succeededFuture().compose(none -> work.get()).onComplete(answer));
        return answer.future();
    }
}
