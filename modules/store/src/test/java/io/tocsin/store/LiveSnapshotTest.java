package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and backups of a store that is at work. */
class LiveSnapshotTest {
    private static final StoreSettings SETTINGS = StoreSettings.defaults().withBlocksOf(10);
    private static final int BATCHES = 300;

    @TempDir
    Path temporary;

    private final LayoutJson parser = new LayoutJson();

    private BlockStore open(String folder) throws IOException {
        return BlockStore.open(temporary.resolve(folder), parser, SETTINGS);
    }

    /** Ten events, of two days in turn. */
    private List<LogEvent> batch(int number) {
        List<LogEvent> batch = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] json = "{\"n\":%d,\"batch\":%d}".formatted(i, number).getBytes(StandardCharsets.UTF_8);
            batch.add(parser.parse(
                    number * 10L + i + 1, RandomEvents.START.plusSeconds(number % 2 * 86_400L + number), json));
        }
        return batch;
    }

    private void addAndCommit(BlockStore store, int number) throws IOException {
        store.add(batch(number), number);
        store.commit();
    }

    @Test
    void itsFilesStayWhileSegmentsAreMergedAndPurged() throws IOException {
        try (BlockStore store = open("data/index")) {
            for (int i = 0; i < 6; i++) addAndCommit(store, i);
            List<Path> files;
            try (Snapshot snapshot = store.snapshot()) {
                files = snapshot.files();
                for (int i = 6; i < 60; i++) addAndCommit(store, i);
                store.delete(Asked.deletion("d", Query.parse("n:3"), 600));
                Asked.maintainToTheEnd(store);

                assertThat(store.deletions()).as("the snapshot has it still").noneMatch(Deletion::purged);
                assertThat(files)
                        .hasSizeGreaterThan(6)
                        .allSatisfy(file -> assertThat(file).exists());
            }
            addAndCommit(store, 60);
            addAndCommit(store, 61);
            Asked.maintainToTheEnd(store);
            assertThat(store.deletions()).allMatch(Deletion::purged);

            assertThat(files.stream().filter(Files::exists)).hasSizeLessThan(files.size() / 2);
            assertThat(Asked.total(store, "*")).isEqualTo(560);
        }
    }

    @Test
    void aPartitionThatIsDroppedMeanwhileHoldsNothingUp() throws IOException {
        try (BlockStore store = open("data/index")) {
            for (int i = 0; i < 6; i++) addAndCommit(store, i);
            try (Snapshot snapshot = store.snapshot()) {
                store.drop("2026-11-20");
                assertThat(snapshot.files()).isNotEmpty();
            }
            addAndCommit(store, 6);
            assertThat(Asked.total(store, "*")).isEqualTo(40);
        }
    }

    @Test
    void aBackupTriesAgainWithoutAPartitionThatWasDropped() throws IOException {
        try (BlockStore store = open("data/index")) {
            for (int i = 0; i < 6; i++) addAndCommit(store, i);
            AtomicLong taken = new AtomicLong();
            new StoreBackup(temporary.resolve("backup"), 1).backup(temporary.resolve("data"), () -> {
                Snapshot snapshot = store.snapshot();
                if (taken.getAndIncrement() == 0) store.drop("2026-11-20");
                return snapshot;
            });
            assertThat(taken).hasValue(2);
        }
        StoreRestore.restore(temporary.resolve("backup"), temporary.resolve("restored"));
        try (BlockStore store = open("restored/index")) {
            assertThat(Asked.total(store, "*")).isEqualTo(30);
            assertThat(store.damages()).isEmpty();
        }
    }

    @Test
    void aBackupHasAllThatWasCommittedBefore() throws Exception {
        ExecutorService adding = Executors.newSingleThreadExecutor();
        AtomicLong committed = new AtomicLong();
        try (BlockStore store = open("data/index")) {
            var unused = adding.submit(() -> addOneAfterTheOther(adding, store, 0));
            for (int backup = 1; backup <= 3; backup++) {
                new StoreBackup(temporary.resolve("backup"), 2)
                        .backup(temporary.resolve("data"), () -> on(adding, () -> taken(adding, store, committed)));
            }
            while (on(adding, store::indexedPosition) < BATCHES - 1) Thread.onSpinWait();
        } finally {
            adding.shutdown();
        }
        StoreRestore.restore(temporary.resolve("backup"), temporary.resolve("restored"));
        try (BlockStore store = open("restored/index")) {
            assertThat(store.indexedPosition()).isGreaterThanOrEqualTo(committed.get());
            assertThat(store.damages()).isEmpty();
            // All batches up to the position, and no half of one.
            assertThat(Asked.total(store, "*")).isEqualTo(10 * (store.indexedPosition() + 1));
        }
    }

    private void addOneAfterTheOther(ExecutorService adding, BlockStore store, int number) {
        try {
            addAndCommit(store, number);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (number + 1 < BATCHES) {
            var unused = adding.submit(() -> addOneAfterTheOther(adding, store, number + 1));
        }
    }

    private static Snapshot taken(ExecutorService adding, BlockStore store, AtomicLong committed) throws IOException {
        Snapshot snapshot = store.snapshot();
        committed.set(store.indexedPosition());
        return new Snapshot() {
            @Override
            public Path folder() {
                return snapshot.folder();
            }

            @Override
            public List<Path> files() throws IOException {
                return snapshot.files();
            }

            @Override
            public void close() throws IOException {
                boolean closed = on(adding, () -> {
                    snapshot.close();
                    return true;
                });
                assertThat(closed).isTrue();
            }
        };
    }

    private static <T> T on(ExecutorService thread, Callable<T> call) throws IOException {
        try {
            return thread.submit(call).get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
