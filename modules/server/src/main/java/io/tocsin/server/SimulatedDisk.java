package io.tocsin.server;

import io.tocsin.server.simulate.Act;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A disk for steps in memory, with what a crash does to one: of what was written and not synced a part is there afterwards, or
 * nothing; what could not be synced is there or not. A record that is cut off counts as none, as in the journal.
 */
final class SimulatedDisk {
    /** From a write to its sync, milliseconds. */
    private static final int SYNC = 4;

    private final SimulatedClocks clocks;
    private final SplittableRandom chance;
    private final List<Written> written = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** What must be read back of everything durable, as the objects that were written. */
    private final Map<String, Object> durable = new LinkedHashMap<>();

    private AlertMemory memory = new AlertMemory();
    private int read;
    private int unsure;
    private Act.@Nullable Disk trouble;

    private record Written(byte[] record, boolean sure, AlertLog.Entry entry) {}

    private record Pending(Written written, Promise<Void> promise) {}

    SimulatedDisk(SimulatedClocks clocks, SplittableRandom chance) {
        this.clocks = clocks;
        this.chance = chance;
    }

    void becomes(Act.@Nullable Disk trouble) {
        this.trouble = trouble;
    }

    /** Writes a step; the future completes once it is durable, in the order of writing. */
    Future<Void> append(AlertLog.Entry entry) {
        Act.Disk now = trouble;
        Promise<Void> promise = Promise.promise();
        if (now == Act.Disk.FULL) {
            clocks.in(1, () -> promise.fail(new IOException("no space left on device")));
            return promise.future();
        }
        Written step;
        try {
            step = new Written(AlertLog.bytes(entry), now == null, entry);
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        Pending waiting = new Pending(step, promise);
        pending.add(waiting);
        clocks.in(1 + chance.nextInt(SYNC), () -> sync(waiting));
        return promise.future();
    }

    /** Syncing what was written last makes durable all that was written before it. Whoever hears of it may crash the machine. */
    private void sync(Pending upTo) {
        while (pending.contains(upTo)) {
            Pending first = pending.remove();
            keep(first.written());
            if (first.written().sure()) first.promise().complete();
            else first.promise().fail(new IOException("cannot sync"));
        }
    }

    private void keep(Written step) {
        written.add(step);
        if (step.sure()) remember(step.entry());
        else unsure++;
    }

    private void remember(AlertLog.Entry entry) {
        durable.putAll(entry.put());
        entry.forget().forEach(durable::remove);
    }

    /** The machine loses what it must: a part of what was not synced yet stays by chance. */
    void crash() {
        int kept = pending.isEmpty() ? 0 : chance.nextInt(pending.size() + 1);
        for (int i = 0; i < kept; i++) keep(pending.remove().written());
        pending.clear();
        if (unsure == 0) return;
        List<Written> left = written.stream().filter(step -> step.sure() || chance.nextBoolean()).toList();
        written.clear();
        durable.clear();
        left.forEach(step -> written.add(new Written(step.record(), true, step.entry())));
        left.forEach(step -> remember(step.entry()));
        unsure = 0;
        memory = new AlertMemory();
        read = 0;
    }

    /** Reads everything back, as the product reads its journal. */
    AlertMemory read() throws IOException {
        for (; read < written.size(); read++) memory.hear(written.get(read).record());
        return memory;
    }

    /** The objects that must be read back, by key. */
    Map<String, Object> durable() {
        return durable;
    }

    /** Whether everything that was written is durable for certain. */
    boolean isSure() {
        return unsure == 0 && pending.isEmpty();
    }
}
