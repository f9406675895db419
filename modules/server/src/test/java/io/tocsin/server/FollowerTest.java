package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.tocsin.store.EventLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that catches up with the journal while new batches come in. */
class FollowerTest {
    private static final CompletionStage<Void> ROOM = CompletableFuture.completedStage(null);

    @TempDir
    Path folder;

    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private final Vertx vertx = Vertx.vertx();
    private final Loop loop = new Loop("intake", vertx.getOrCreateContext(), 100_000, () -> {});
    private final Slow reader = new Slow();
    private EventLog events;
    private long ids;

    /** Reads as many batches as it is allowed to. */
    private static final class Slow implements Follower.Reader {
        final Semaphore allowed = new Semaphore(0);
        final List<Long> read = new CopyOnWriteArrayList<>();
        volatile int reachedAfter = -1;

        @Override
        public CompletionStage<Void> read(String source, List<LogEvent> batch, long position) {
            allowed.acquireUninterruptibly();
            read.add(position);
            return ROOM;
        }

        @Override
        public void reached() {
            reachedAfter = read.size();
        }
    }

    @BeforeEach
    void open() throws IOException {
        events = EventLog.open(folder, decoder, JournalSettings.named("events"));
    }

    @AfterEach
    void close() throws IOException {
        events.close();
        vertx.close().await();
    }

    private long append() {
        byte[] json = "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
        LogEvent event = decoder.parse(++ids, Instant.EPOCH, json);
        return events.append(new EventBatch("http", Map.of(), List.of(event)))
                .toCompletableFuture()
                .join();
    }

    /** What the funnel does: durable first, then passed on. */
    private long comesIn(Follower follower) throws Exception {
        long position = append();
        loop.call(() -> {
                    var unused = follower.stored("http", List.of(), position);
                    return Future.succeededFuture();
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return position;
    }

    private static void awaitEnd(Follower follower) throws Exception {
        follower.end().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void everyBatchIsReadOnceAndInOrderWhateverComesInMeanwhile() throws Exception {
        Random random = new Random(8);
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < 300; i++) written.add(append());
        Follower follower = new Follower("test", events, loop, 0, 1, reader);
        follower.start();
        for (int i = 0; i < 400; i++) {
            written.add(comesIn(follower));
            reader.allowed.release(random.nextInt(4));
        }
        reader.allowed.release(100_000);

        awaitEnd(follower);
        for (int i = 0; i < 50; i++) written.add(comesIn(follower));

        assertThat(reader.read).isEqualTo(written);
        assertThat(reader.reachedAfter).as("all that was there at the start").isEqualTo(300);
        follower.close();
    }

    @Test
    void whatWasReadBeforeIsNotReadAgain() throws Exception {
        append();
        long from = append();
        reader.allowed.release(10);
        Follower follower = new Follower("test", events, loop, from, 1, reader);
        follower.start();

        awaitEnd(follower);

        assertThat(reader.read).containsExactly(from);
        follower.close();
    }

    @Test
    void nobodyThatComesInWaitsForAReaderThatReadsThePast() throws Exception {
        for (int i = 0; i < 100; i++) append();
        Follower follower = new Follower("test", events, loop, 0, 1, reader);
        follower.start();

        for (int i = 0; i < 20; i++) comesIn(follower);

        assertThat(follower.caughtUp()).isFalse();
        assertThat(reader.read).isEmpty();
        reader.allowed.release(1_000);
        awaitEnd(follower);
        assertThat(reader.read).hasSize(120);
        follower.close();
    }

    @Test
    void aReaderThatMayMissSomethingGoesOnBehindWhatCannotBeRead() throws Exception {
        append();
        Follower follower = new Follower("test", events, loop, 0, 1, new Follower.Reader() {
            @Override
            public CompletionStage<Void> read(String source, List<LogEvent> batch, long position) {
                if (position < 2) throw new IllegalStateException("cannot read that");
                return reader.read(source, batch, position);
            }

            @Override
            public void reached() {
                reader.reached();
            }
        });
        reader.allowed.release(10);
        follower.start();
        awaitEnd(follower);

        long next = comesIn(follower);

        assertThat(reader.read).containsExactly(next);
        follower.close();
    }
}
