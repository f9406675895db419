package io.tocsin.server;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Says when so much is under way that more would only wait, or fill the memory: then senders are refused before anything is
 * stored. Counts what those behind the intake hold; an event that two of them hold counts twice. Safe for any thread.
 */
final class Backlog {
    /** Of the heap; as much again is for bodies that are being read. */
    private static final int SHARE_OF_HEAP = 4;

    /** However large the heap: more would be seconds of work. */
    private static final long BYTES_MAX = 512L << 20;

    /** What was accepted is found within a second; half of it is left for the disk and the search. */
    private static final Duration BEHIND_MAX = Duration.ofMillis(500);

    /** So few are indexed in a moment once the disk answers again: they are no reason to refuse anybody. */
    private static final int FEW_EVENTS = 5_000;

    /** Batches before the rules; alerts must not wait behind a flood. */
    private static final int RULE_BATCHES_MAX = 2_000;

    /** Objects of an event and of each of its fields, and its bytes twice: as JSON and as values. */
    private static final int EVENT_BYTES = 128;

    private static final int FIELD_BYTES = 48;

    private final AtomicLong bytes = new AtomicLong();
    private final long bytesMax;

    Backlog(long heapBytes) {
        this.bytesMax = Math.min(BYTES_MAX, heapBytes / SHARE_OF_HEAP);
    }

    /** Somebody holds these events from now on; gives their weight, which is to be told when they have {@link #left}. */
    long entered(List<LogEvent> events) {
        long weight = bytesOf(events);
        bytes.addAndGet(weight);
        return weight;
    }

    /** Somebody lets go of events of this weight. Who does need not look at them again, on a thread that has not seen them. */
    void left(long weight) {
        bytes.addAndGet(-weight);
    }

    /** Counts these events for as long as somebody works on them. */
    <T> CompletionStage<T> during(List<LogEvent> events, Supplier<CompletionStage<T>> work) {
        long weight = entered(events);
        try {
            return work.get().whenComplete((done, failed) -> left(weight));
        } catch (RuntimeException e) {
            left(weight);
            throw e;
        }
    }

    /** How much memory is held, roughly. */
    long bytes() {
        return bytes.get();
    }

    /** Whether senders must come back later. */
    boolean full(Indexer indexer, Loop rules) {
        if (bytes.get() > bytesMax || rules.waiting() > RULE_BATCHES_MAX) return true;
        return indexer.waitingEvents() > FEW_EVENTS && indexer.behind().compareTo(BEHIND_MAX) > 0;
    }

    private static long bytesOf(List<LogEvent> events) {
        long sum = 0;
        for (LogEvent event : events) {
            sum += EVENT_BYTES
                    + 2L * event.json().length
                    + (long) FIELD_BYTES * event.fields().size();
        }
        return sum;
    }
}
