package io.tocsin.server;

import io.tocsin.notify.Delivery;
import io.tocsin.server.simulate.Act;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A disk for steps in memory, with what a crash does to one: of what was written and not synced a part is there afterwards, or
 * nothing; what could not be synced is there or not. A record that is cut off counts as none, as in the journal. What lies far back
 * is rewritten as the sum of its steps, as the journal of a long life is.
 */
final class SimulatedDisk {
    /** From a write to its sync, milliseconds. */
    private static final int SYNC = 4;

    /** So many steps are kept one by one: writing and reading them is most of what a crash, and the end of a story, costs. */
    private static final int STEPS = 8;

    private final SimulatedClocks clocks;
    private final SplittableRandom chance;
    private final Deque<Pending> pending = new ArrayDeque<>();

    /** What the steps add up to that are not kept one by one. */
    private final Map<String, Object> rewritten = new LinkedHashMap<>();

    private final Deque<Written> steps = new ArrayDeque<>();

    /** What must be read back of everything durable, as the objects that were written. */
    private final Map<String, Object> durable = new LinkedHashMap<>();

    private long events = -1;
    private int unsure;
    private Act.@Nullable Disk trouble;
    private boolean wasSick;

    private record Written(AlertLog.Entry entry, boolean sure) {}

    private record Pending(Written written, Promise<Void> promise) {}

    SimulatedDisk(SimulatedClocks clocks, SplittableRandom chance) {
        this.clocks = clocks;
        this.chance = chance;
    }

    void becomes(Act.@Nullable Disk trouble) {
        this.trouble = trouble;
        wasSick |= trouble != null;
    }

    boolean wasEverSick() {
        return wasSick;
    }

    /** Whether it is durable that this attempt has begun. */
    boolean knows(Outgoing started) {
        return durable.get(Turn.key(Messages.KIND, started.id())) instanceof Outgoing known
                && known.delivery().attempts() == started.delivery().attempts()
                && known.delivery().state() == Delivery.State.SENDING;
    }

    /** Writes a step; the future completes once it is durable, in the order of writing. */
    Future<Void> append(AlertLog.Entry entry) {
        Act.Disk now = trouble;
        Promise<Void> promise = Promise.promise();
        if (now == Act.Disk.FULL) {
            clocks.in(1, () -> promise.fail(new IOException("no space left on device")));
            return promise.future();
        }
        // The step as it is now: whoever holds it may go on changing it.
        AlertLog.Entry step = new AlertLog.Entry(
                entry.at(), new LinkedHashMap<>(entry.put()), List.copyOf(entry.forget()), entry.events());
        Pending waiting = new Pending(new Written(step, now == null), promise);
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
        steps.add(step);
        if (step.sure()) add(step.entry(), durable);
        else unsure++;
        while (unsure == 0 && steps.size() > STEPS) rewrite(steps.remove().entry());
    }

    private void rewrite(AlertLog.Entry oldest) {
        add(oldest, rewritten);
        events = Math.max(events, oldest.events());
    }

    private static void add(AlertLog.Entry step, Map<String, Object> to) {
        to.putAll(step.put());
        step.forget().forEach(to::remove);
    }

    /** The machine loses what it must: a part of what was not synced yet stays by chance. */
    void crash() {
        int kept = pending.isEmpty() ? 0 : chance.nextInt(pending.size() + 1);
        for (int i = 0; i < kept; i++) keep(pending.remove().written());
        pending.clear();
        if (unsure == 0) return;
        List<Written> left = steps.stream()
                .filter(step -> step.sure() || chance.nextBoolean())
                .toList();
        steps.clear();
        durable.clear();
        durable.putAll(rewritten);
        unsure = 0;
        left.forEach(step -> keep(new Written(step.entry(), true)));
    }

    /** Reads everything back: the bytes that the product writes, as it reads them. */
    AlertMemory read() throws IOException {
        AlertMemory memory = new AlertMemory();
        memory.hear(AlertLog.bytes(new AlertLog.Entry(Instant.EPOCH, rewritten, List.of(), events)));
        for (Written step : steps) memory.hear(AlertLog.bytes(step.entry()));
        return memory;
    }

    /** The objects that must be read back, by key. */
    Map<String, Object> durable() {
        return durable;
    }

    /** Whether nothing waits to be synced. */
    boolean isIdle() {
        return pending.isEmpty();
    }
}
