package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.store.EventLog;
import io.tocsin.store.EventStore;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.tocsin.store.StoreStats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexerTest {
    private static final EventDecoder DECODER = new EventDecoder(FieldAliases.defaults(), Limits.defaults());

    /** An index that fails at one position, as a full disk or a strange event would make it. */
    private static final class FailingStore implements EventStore {
        private final Exception failure;
        private final List<Long> added = new ArrayList<>();
        private long position = -1;
        private long committed = -1;
        private volatile boolean wellAgain;

        FailingStore(Exception failure) {
            this.failure = failure;
        }

        @Override
        public void reset() throws IOException {
            if (!wellAgain) throw new IOException("no space left on device");
            position = committed;
        }

        @Override
        public void add(List<LogEvent> events, long at) throws IOException {
            if (at == 2 && !wellAgain && failure instanceof IOException broken) throw broken;
            if (at == 2 && !wellAgain && failure instanceof RuntimeException refused) throw refused;
            added.add(at);
            position = at;
        }

        @Override
        public SearchResult search(SearchRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<FoundEvent> correlated(String id, int limit) {
            return List.of();
        }

        @Override
        public long indexedPosition() {
            return committed;
        }

        @Override
        public void commit() {
            committed = position;
        }

        @Override
        public long count() {
            return added.size();
        }

        @Override
        public StoreStats stats() {
            return new StoreStats(0, 0, 0, 0, 0, 0);
        }

        @Override
        public void close() {}
    }

    private static Indexer indexer(EventStore store, EventLog log) {
        InstantSource clock = InstantSource.system();
        Metrics metrics = new Metrics(new SimpleMeterRegistry(), clock);
        return new Indexer(store, metrics, new Horizon(log, () -> Duration.ZERO, clock), new Backlog(1 << 20));
    }

    private static Indexer indexed(FailingStore store, Path folder) throws IOException {
        try (EventLog log = EventLog.open(folder, DECODER, JournalSettings.named("events"))) {
            Indexer indexer = indexer(store, log);
            indexer.start();
            byte[] json = "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
            for (long position = 1; position <= 4; position++) {
                indexer.add(List.of(DECODER.parse(position, Instant.EPOCH, json)), position);
            }
            indexer.close();
            return indexer;
        }
    }

    @Test
    void behindAGapNothingCountsAsIndexedSoThatTheNextStartFillsIt(@TempDir Path folder) throws Exception {
        FailingStore store = new FailingStore(new IOException("no space left on device"));

        Indexer indexer = indexed(store, folder);

        assertThat(store.indexedPosition()).isEqualTo(1);
        assertThat(indexer.broken()).isTrue();
    }

    @Test
    void eventsThatTheIndexRefusesCostNoOthers(@TempDir Path folder) throws Exception {
        FailingStore store = new FailingStore(new IllegalArgumentException("immense term"));

        Indexer indexer = indexed(store, folder);

        assertThat(store.added).containsExactly(1L, 3L, 4L);
        assertThat(store.indexedPosition()).isEqualTo(4);
        assertThat(indexer.broken()).isFalse();
    }

    @Test
    void whatWaitedIsWorkedOffEvenWhenItCannotBeWritten(@TempDir Path folder) throws Exception {
        assertThat(indexed(new FailingStore(new IOException("broken")), folder).waitingEvents())
                .isZero();
    }

    @Test
    void whileItIsBehindSendersWaitAndAreAllAnsweredInTheEnd(@TempDir Path folder) throws Exception {
        byte[] json = "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
        List<LogEvent> many = Collections.nCopies(6_000, DECODER.parse(1, Instant.EPOCH, json));
        try (EventLog log = EventLog.open(folder, DECODER, JournalSettings.named("events"))) {
            Indexer indexer = indexer(new FailingStore(new IOException("broken")), log);
            CompletableFuture<Void> early = indexer.add(many, 1).toCompletableFuture();
            CompletableFuture<Void> late = indexer.add(many, 2).toCompletableFuture();
            CompletableFuture<Void> later = indexer.add(many, 3).toCompletableFuture();
            assertThat(early).isDone();
            assertThat(late).isNotDone();
            assertThat(indexer.behind()).isPositive();

            indexer.start();
            indexer.close();

            assertThat(late).isDone();
            assertThat(later).isDone();
            assertThat(indexer.behind()).isZero();
        }
    }

    @Test
    void onceTheDiskIsWellTheJournalIsReadAgainAndNothingIsMissing(@TempDir Path folder) throws Exception {
        FailingStore store = new FailingStore(new IOException("no space left on device"));
        try (EventLog log = EventLog.open(folder, DECODER, JournalSettings.named("events"))) {
            InstantSource clock = InstantSource.system();
            Metrics metrics = new Metrics(new SimpleMeterRegistry(), clock);
            Horizon horizon = new Horizon(log, () -> Duration.ZERO, clock);
            Indexer indexer = new Indexer(store, metrics, horizon, new Backlog(1 << 20), Duration.ofMillis(1));
            CompletableFuture<Void> mended = new CompletableFuture<>();
            indexer.whenWell(() -> mended.complete(null));
            indexer.start();
            for (long position = 1; position <= 3; position++) indexer.add(List.of(event(position)), position);
            indexer.run(() -> store.wellAgain = true).toCompletableFuture().get();
            mended.get();

            // What waited behind the gap is not taken; the journal has it.
            indexer.add(List.of(event(4)), 4);
            indexer.resume();
            for (long position = store.indexedPosition() + 1; position <= 4; position++) {
                if (position > 0) indexer.add(List.of(event(position)), position);
            }
            indexer.close();

            assertThat(store.added).endsWith(1L, 2L, 3L, 4L);
            assertThat(indexer.broken()).isFalse();
        }
    }

    private static LogEvent event(long id) {
        return DECODER.parse(id, Instant.EPOCH, "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8));
    }
}
