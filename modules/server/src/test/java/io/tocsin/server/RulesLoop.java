package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** The loop of the rules, and threads beside it that read their past from what a test has stored. */
final class RulesLoop implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("rules", vertx.getOrCreateContext(), 1000, () -> {});
    private final Workers readers = new Workers("past", 1, 64);
    private final Workers lookers = new Workers("late", 1, 64);

    /** Says when the thread may go on. */
    @FunctionalInterface
    interface Gate {
        /** Blocks until then. */
        void pass() throws IOException;
    }

    /**
     * Reads of what is stored by the time that it may.
     *
     * @param keptMax events that are kept meanwhile
     */
    Warmups warmups(Gate gate, Supplier<List<LogEvent>> stored, LongPredicate indexed, int keptMax) {
        Warmups.Past past = (match, from, to, upTo, each) -> {
            gate.pass();
            List<LogEvent> ordered = new ArrayList<>(stored.get());
            ordered.sort(Comparator.comparing(LogEvent::time));
            for (LogEvent event : ordered) {
                boolean within = !event.time().isBefore(from) && event.time().isBefore(to);
                if (event.id() <= upTo && within && match.matches(event)) each.accept(event);
            }
        };
        return new Warmups(past, indexed, readers, lookers, loop, keptMax);
    }

    void on(Runnable work) {
        ask(() -> {
            work.run();
            return true;
        });
    }

    <T> T ask(Supplier<T> work) {
        return loop.call(() -> Future.succeededFuture(work.get())).await();
    }

    /** Asks on the loop, which goes on with what waits there in between. */
    void until(BooleanSupplier met) {
        Instant deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (!ask(met::getAsBoolean)) assertThat(Instant.now()).isBefore(deadline);
    }

    @Override
    public void close() {
        readers.close();
        lookers.close();
        vertx.close().await();
    }
}
