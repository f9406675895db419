package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesReaderTest {
    private static final int BATCH = RulesReader.FEW_EVENTS / 5;

    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("rules", vertx.getOrCreateContext(), 100_000, () -> {});
    private final Backlog backlog = new Backlog(1 << 30);
    private final Slow rules = new Slow();
    private final RulesReader reader = new RulesReader(rules, loop, backlog, Duration.ofHours(1));

    /** Evaluates as many batches as it is allowed to. */
    private static final class Slow implements RulesReader.Rules {
        final Semaphore allowed = new Semaphore(0);
        final List<Long> seen = new CopyOnWriteArrayList<>();

        @Override
        public void read(String source, List<LogEvent> events, long position) {
            allowed.acquireUninterruptibly();
            seen.add(position);
            if (source.equals("broken")) throw new IllegalStateException("a rule that cannot bear it");
        }

        @Override
        public void reached() {
            seen.add(-1L);
        }
    }

    @AfterEach
    void close() {
        rules.allowed.release(1_000);
        vertx.close().await();
    }

    private CompletableFuture<Void> read(String source, long position) {
        return read(reader, source, position);
    }

    private static CompletableFuture<Void> read(RulesReader reader, String source, long position) {
        LogEvent event = new LogEvent(1, Instant.EPOCH, Instant.EPOCH, new byte[300], Fields.EMPTY, List.of());
        CompletionStage<Void> room = reader.read(source, Collections.nCopies(BATCH, event), position);
        return room.toCompletableFuture();
    }

    @Test
    void onlyWhoComesWhileManyWaitIsSlowedDown() throws Exception {
        for (long position = 0; position < 5; position++)
            assertThat(read("http", position)).isDone();
        CompletableFuture<Void> sixth = read("http", 5);
        CompletableFuture<Void> seventh = read("http", 6);
        assertThat(sixth).isNotDone();

        rules.allowed.release(6);
        sixth.get(10, TimeUnit.SECONDS);

        assertThat(seventh).isNotDone();
        assertThat(read("http", 7)).as("there is room again").isDone();
        rules.allowed.release(2);
        seventh.get(10, TimeUnit.SECONDS);
        reader.reached();
        loop.call(Future::succeededFuture)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(rules.seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, -1L);
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void stuckRulesWithholdNoAnswerForEver() throws Exception {
        RulesReader impatient = new RulesReader(rules, loop, backlog, Duration.ofMillis(1));
        for (long position = 0; position < 5; position++)
            assertThat(read(impatient, "http", position)).isDone();

        read(impatient, "http", 5).get(10, TimeUnit.SECONDS);

        assertThat(rules.seen).isEmpty();
    }

    @Test
    void aBatchThatBreaksARuleHoldsNobodyUp() throws Exception {
        for (long position = 0; position < 5; position++)
            assertThat(read("broken", position)).isDone();
        CompletableFuture<Void> last = read("http", 5);

        rules.allowed.release(6);

        last.get(10, TimeUnit.SECONDS);
        assertThat(read("http", 6)).isDone();
    }
}
