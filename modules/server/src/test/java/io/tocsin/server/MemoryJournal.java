package io.tocsin.server;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A disk for steps that lives as long as its test: what is in it was written, and will be read, as the real one would. */
final class MemoryJournal implements AlertDeskParts.Journal {
    private final List<byte[]> records = new ArrayList<>();
    private boolean broken;
    private Runnable afterEach = () -> {};

    @Override
    public Future<Void> append(AlertLog.Entry entry) {
        if (broken) return Future.failedFuture(new IOException("no space left on device"));
        try {
            records.add(AlertLog.bytes(entry));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        afterEach.run();
        return Future.succeededFuture();
    }

    void breaks() {
        broken = true;
    }

    void isMended() {
        broken = false;
    }

    /** Runs when a record is durable and nobody has been told so. */
    void afterEach(Runnable action) {
        afterEach = action;
    }

    int size() {
        return records.size();
    }

    AlertMemory read() {
        AlertMemory memory = new AlertMemory();
        try {
            for (byte[] record : records) memory.hear(record);
        } catch (IOException e) {
            throw new AssertionError("cannot read what was written", e);
        }
        return memory;
    }

    /** Everything that was ever written. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (byte[] record : records)
            text.append(new String(record, StandardCharsets.UTF_8)).append('\n');
        return text.toString();
    }
}
