package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.server.api.Custody.Order;
import io.tocsin.server.api.UnderWayException;
import io.tocsin.store.BackupResult;
import io.tocsin.store.BlockStore;
import io.tocsin.store.EventLog;
import io.tocsin.store.Holds;
import io.tocsin.store.RetentionPolicy;
import io.tocsin.store.Snapshot;
import io.tocsin.store.StoreRestore;
import io.tocsin.store.StoreSettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real store, on the real threads. */
class BackupDeskTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final EventDecoder DECODER = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private static final Order ORDER = new Order("anna", "10.0.0.1", "backup");

    private final Teardown teardown = new Teardown();
    private final List<String> threads = new CopyOnWriteArrayList<>();

    /** Holds up the taking of snapshots. */
    private final CompletableFuture<Void> gate = new CompletableFuture<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path data;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Indexer indexer;

    @SuppressWarnings("NullAway.Init") // set before each test
    private CustodyDesk custody;

    @SuppressWarnings("NullAway.Init") // set before each test
    private BackupDesk desk;

    @BeforeEach
    void open() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        InstantSource clock = InstantSource.fixed(NOW);
        BlockStore store = BlockStore.open(data.resolve("index"), DECODER, StoreSettings.defaults());
        teardown.push("store", store::close);
        EventLog log = EventLog.open(data.resolve("journal/events"), DECODER, JournalSettings.named("events"));
        teardown.push("journal", log::close);
        Horizon horizon = new Horizon(log, () -> Duration.ZERO, clock);
        indexer = new Indexer(store, new Metrics(new SimpleMeterRegistry(), clock), horizon, new Backlog(1 << 20));
        indexer.start();
        teardown.push("indexer", indexer::close);
        custody = CustodyDesk.open(
                data,
                store,
                indexer,
                Holds.open(data.resolve("holds")),
                () -> new RetentionPolicy(Duration.ofDays(30), 0, List.of()),
                () -> 0,
                clock,
                teardown);
        desk = BackupDesk.open(data, () -> snapshot(store), indexer, horizon, custody, teardown);
    }

    private Snapshot snapshot(BlockStore store) throws IOException {
        threads.add(Thread.currentThread().getName());
        gate.join();
        return store.snapshot();
    }

    @AfterEach
    void close() {
        gate.complete(null);
        teardown.run(Duration.ofSeconds(10));
    }

    private void add(long position) {
        byte[] json = "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
        LogEvent event = DECODER.parse(position + 1, NOW, json);
        indexer.add(List.of(event), position).toCompletableFuture().join();
    }

    private List<String> audited() {
        return custody.audit(100).await().entries().stream()
                .map(entry -> entry.getString("action") + " " + entry.getString("who"))
                .toList();
    }

    @Test
    void aBackupIsInTheAuditLogAndItsSnapshotIsOfTheIndexThread() throws IOException {
        gate.complete(null);
        add(0);
        Path target = folder.resolve("backup");

        BackupResult first = desk.backup(ORDER, target, 2).await();
        BackupResult second = desk.backup(ORDER, target, 2).await();

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.filesCopied()).isPositive();
        assertThat(second.filesCopied()).isLessThan(first.filesCopied());
        assertThat(desk.backups(target).await()).containsExactly(1L, 2L);
        assertThat(StoreRestore.verify(target)).isEmpty();
        assertThat(threads).containsExactly("tocsin-index", "tocsin-index");
        assertThat(audited()).containsExactly("backup anna", "backup anna");
    }

    @Test
    void aSecondBackupIsRefusedUntilTheFirstIsDone() {
        Future<BackupResult> first = desk.backup(ORDER, folder.resolve("a"), 2);

        assertThatThrownBy(() -> desk.backup(ORDER, folder.resolve("b"), 2).await())
                .isInstanceOf(UnderWayException.class)
                .hasMessage("cannot back up now: another backup is under way");
        assertThat(desk.backups(folder.resolve("a")).await()).isEmpty();
        gate.complete(null);

        assertThat(first.await().number()).isEqualTo(1);
        assertThat(desk.backup(ORDER, folder.resolve("b"), 2).await().number()).isEqualTo(1);
    }

    @Test
    void aTargetWithinTheDataIsRefusedAlsoBehindALink() throws IOException {
        gate.complete(null);
        Files.createSymbolicLink(folder.resolve("link"), data);

        for (Path target : List.of(data, data.resolve("backup"), folder.resolve("link/backup"))) {
            assertThatThrownBy(() -> desk.backup(ORDER, target, 1).await())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cannot back up into " + target + ": it lies within the data folder, " + data);
        }
        assertThat(audited()).startsWith("backup-failed anna", "backup anna").hasSize(6);
        assertThat(data.resolve("backup")).doesNotExist();
    }

    @Test
    void whatFailsSaysWhereAndIsAuditedAndTheNextOneGoesOn() throws IOException {
        gate.complete(null);
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> desk.backup(ORDER, file, 1).await())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot back up into " + file + ": it is not a folder");

        assertThat(audited()).containsExactly("backup-failed anna", "backup anna");
        assertThat(desk.backup(ORDER, folder.resolve("b"), 1).await().number()).isEqualTo(1);
    }
}
