package io.tocsin.server.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** From the start of a server to SIGTERM or Ctrl-C. */
final class Lifetime {
    /**
     * Everything durable is durable already; this is only for being polite to those who are connected. Docker and most other
     * supervisors kill after 10 seconds.
     */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Ends the process with 0 when it is asked to stop.
     *
     * @param undo stops what runs, within the time given
     */
    Lifetime(Consumer<Duration> undo) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(undo), "tocsin-stop"));
    }

    void await() throws InterruptedException {
        stopped.await();
    }

    private void stop(Consumer<Duration> undo) {
        Thread undoing = Thread.ofPlatform().daemon().name("tocsin-undo").start(() -> undo.accept(STOP_WITHIN));
        try {
            undoing.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What hangs must not keep a supervisor waiting, and what is durable needs nobody to end well.
        if (undoing.isAlive())
            System.err.println("tocsin: not everything could be stopped in order within " + STOP_WITHIN);
        stopped.countDown();
        // SIGTERM is how one is asked to stop, not a failure: a supervisor wants to see 0.
        Runtime.getRuntime().halt(0);
    }
}
