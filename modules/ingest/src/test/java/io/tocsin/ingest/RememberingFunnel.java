package io.tocsin.ingest;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A funnel that stands for the journal: it keeps batches and their offsets, and can be told to fail. */
final class RememberingFunnel implements Funnel {
    final List<Intake> batches = new CopyOnWriteArrayList<>();
    final Map<String, Long> offsets = new ConcurrentHashMap<>();
    volatile Function<Intake, @Nullable Throwable> failure = batch -> null;
    volatile Future<Void> gate = Future.succeededFuture();
    volatile Receipt receipt = Receipt.NEW;
    volatile boolean overloaded;

    @Override
    public Future<Receipt> accept(Intake batch) {
        Throwable cause = failure.apply(batch);
        if (cause != null) return Future.failedFuture(cause);
        return gate.map(open -> {
            batches.add(batch);
            offsets.putAll(batch.offsets());
            return receipt;
        });
    }

    @Override
    public boolean overloaded() {
        return overloaded;
    }

    /** The messages of every event stored, in the order stored. */
    List<String> messages() {
        return batches.stream()
                .flatMap(batch -> batch.events().stream())
                .map(event -> String.valueOf(event.fields().first("message")))
                .toList();
    }
}
