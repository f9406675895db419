package io.tocsin.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Other people's logs, at a steady rate. */
final class Burden {
    private static final int PER_BODY = 100;
    private static final int CONNECTIONS = 4;

    private final int port;
    private final int rate;
    private final LongConsumer answered;
    private final List<Integer> sent = new ArrayList<>();

    Burden(int port, int rate) {
        this(port, rate, nanos -> {});
    }

    /** @param answered told how many nanoseconds each accepted body took, on the thread that sent it */
    Burden(int port, int rate, LongConsumer answered) {
        this.port = port;
        this.rate = rate;
        this.answered = answered;
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws IOException, InterruptedException;
    }

    void during(Duration time, Meanwhile work) throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) threads.add(start(i, stop, failure));
        long until = System.nanoTime() + time.toNanos();
        try {
            work.run();
            while (System.nanoTime() < until && failure.get() == null) {
                if (stop.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) break;
            }
        } finally {
            stop.countDown();
        }
        for (Thread thread : threads) thread.join();
        Exception first = failure.get();
        if (first != null) throw new IOException("cannot load the server", first);
    }

    private Thread start(int number, CountDownLatch stop, AtomicReference<@Nullable Exception> failure) {
        return Thread.ofPlatform().name("load-" + number).start(() -> {
            try {
                post(number, stop);
            } catch (IOException | InterruptedException e) {
                failure.compareAndSet(null, e);
                stop.countDown();
            }
        });
    }

    private void post(int number, CountDownLatch stop) throws IOException, InterruptedException {
        Traffic traffic = new Traffic(number, Instant.now(), 1_000_000_000L * CONNECTIONS / rate);
        long step = 1_000_000_000L * PER_BODY * CONNECTIONS / rate;
        int bodies = 0;
        try (Connection connection = new Connection(port)) {
            for (long due = System.nanoTime();
                    !stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
                    due += step) {
                byte[] body = traffic.body(PER_BODY);
                long sentAt = System.nanoTime();
                if (connection.post(body).status() != 200) continue;
                answered.accept(System.nanoTime() - sentAt);
                bodies++;
            }
        }
        synchronized (sent) {
            sent.add(bodies * PER_BODY);
        }
    }

    long events() {
        synchronized (sent) {
            return sent.stream().mapToLong(Integer::longValue).sum();
        }
    }
}
