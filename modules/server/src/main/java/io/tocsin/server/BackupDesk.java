package io.tocsin.server;

import io.tocsin.server.api.Backups;
import io.tocsin.server.api.Custody.Order;
import io.tocsin.server.api.UnderWayException;
import io.tocsin.store.BackupResult;
import io.tocsin.store.Snapshot;
import io.tocsin.store.StoreBackup;
import io.tocsin.store.StoreRestore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backs up the data folder on a thread of its own, for as long as the disks take, while everything goes on; only the snapshot of
 * the index is taken and closed on the thread that writes it. Meanwhile the journal keeps everything.
 */
final class BackupDesk implements Backups {
    private static final Logger log = LoggerFactory.getLogger(BackupDesk.class);

    /** One makes backups, the other one lists them meanwhile. */
    private static final int THREADS = 2;

    private static final int WAITING_MAX = 16;

    private final Workers workers;
    private final Path data;
    private final Snapshot.Source store;
    private final Indexer indexer;
    private final Horizon horizon;
    private final CustodyDesk custody;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private BackupDesk(
            Workers workers, Path data, Snapshot.Source store, Indexer indexer, Horizon horizon, CustodyDesk custody) {
        this.workers = workers;
        this.data = data;
        this.store = store;
        this.indexer = indexer;
        this.horizon = horizon;
        this.custody = custody;
    }

    /**
     * A desk with threads of its own; how to end them is pushed.
     *
     * @param store takes a snapshot on the index thread
     * @param custody has the audit log
     */
    static BackupDesk open(
            Path data,
            Snapshot.Source store,
            Indexer indexer,
            Horizon horizon,
            CustodyDesk custody,
            Teardown teardown) {
        Workers workers = new Workers("back up", THREADS, WAITING_MAX);
        teardown.push("backups", workers::close);
        return new BackupDesk(workers, data, store, indexer, horizon, custody);
    }

    @Override
    public Future<BackupResult> backup(Order order, Path target, int keep) {
        if (!underWay.compareAndSet(false, true)) {
            return Future.failedFuture(new UnderWayException("cannot back up now: another backup is under way"));
        }
        JsonObject details = new JsonObject().put("target", target.toString()).put("keep", keep);
        return custody.note(order, "backup", details)
                .compose(noted -> workers.call(() -> make(target, keep))
                        .recover(failure -> failed(order, details.copy(), failure)))
                .eventually(() -> {
                    underWay.set(false);
                    return Future.succeededFuture();
                });
    }

    private Future<BackupResult> failed(Order order, JsonObject details, Throwable failure) {
        details.put("cause", String.valueOf(failure.getMessage()));
        return custody.note(order, "backup-failed", details).transform(noted -> Future.failedFuture(failure));
    }

    private BackupResult make(Path target, int keep) throws IOException {
        Path to = real(target);
        if (to.startsWith(real(data))) {
            throw new IllegalArgumentException(
                    "cannot back up into " + target + ": it lies within the data folder, " + data);
        }
        long startedAt = System.nanoTime();
        now(() -> {
            horizon.backupBegins();
            return true;
        });
        try {
            BackupResult made = new StoreBackup(to, keep).backup(data, this::snapshot);
            log.info(
                    "backup {} in {}: {} files with {} bytes, of which {} files with {} bytes were copied, in {} ms",
                    made.number(),
                    target,
                    made.files(),
                    made.bytes(),
                    made.filesCopied(),
                    made.bytesCopied(),
                    (System.nanoTime() - startedAt) / 1_000_000);
            return made;
        } catch (IOException e) {
            log.warn("no backup in {}", target, e);
            String reason = DataFolder.reason(e);
            throw new IOException(
                    reason.startsWith("cannot back up") ? reason : "cannot back up into " + target + ": " + reason, e);
        } finally {
            onIndex(() -> {
                horizon.backupEnds();
                return true;
            });
        }
    }

    /** Where a path leads to, links followed, whether or not all of it is there yet. */
    private static Path real(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        for (Path there = whole; there != null; there = there.getParent()) {
            if (Files.exists(there)) return there.toRealPath().resolve(there.relativize(whole));
        }
        return whole;
    }

    private Snapshot snapshot() throws IOException {
        Snapshot taken = now(() -> {
            if (indexer.broken()) throw new IOException("the index cannot be written, and is not whole until it can");
            return store.take();
        });
        return new Snapshot() {
            @Override
            public Path folder() {
                return taken.folder();
            }

            @Override
            public List<Path> files() throws IOException {
                return taken.files();
            }

            @Override
            public void close() {
                // Nobody waits for it: a server that ends would not come to it any more.
                onIndex(() -> {
                    taken.close();
                    return true;
                });
            }
        };
    }

    private void onIndex(Callable<Boolean> task) {
        var unused = indexer.run(task).whenComplete((done, failure) -> {
            if (failure != null) log.warn("cannot let go of what a backup had kept", failure);
        });
    }

    private <T> T now(Callable<T> task) throws IOException {
        CompletionStage<T> answer = indexer.run(task);
        try {
            return answer.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is being stopped");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) throw cause;
            throw new IOException(e.getCause());
        }
    }

    @Override
    public Future<List<Long>> backups(Path target) {
        return workers.call(() -> Files.isDirectory(target) ? StoreRestore.backups(target) : List.of());
    }
}
