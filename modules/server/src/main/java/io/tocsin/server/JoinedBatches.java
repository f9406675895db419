package io.tocsin.server;

import io.tocsin.model.LogEvent;
import io.tocsin.store.EventBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Small batches that come in one turn of an event loop, on their way to the disk as one: for a single event the handing over (a
 * record of its own, two changes of threads and their wake-ups) costs more than storing it does. Nobody waits for company: a turn
 * handles what has come already, and at its end all of it goes. For one event loop.
 */
final class JoinedBatches {
    /** One that is larger is worth a record of its own. */
    private static final int SMALL_EVENTS = 16;

    private static final int SMALL_BYTES = 16 << 10;

    /** What is joined fails together, and is held until the last of it is answered. */
    private static final int JOINED_BYTES_MAX = 64 << 10;

    private final Function<EventBatch, Future<Void>> disk;
    private String source = "";
    private List<LogEvent> events = new ArrayList<>();
    private Promise<Void> answer = Promise.promise();
    private long bytes;

    /** @param disk makes a batch durable */
    JoinedBatches(Function<EventBatch, Future<Void>> disk) {
        this.disk = disk;
    }

    /** Whether a batch may be joined with others: a few events, and nothing said beside them. */
    static boolean mayJoin(EventBatch batch) {
        return !batch.events().isEmpty()
                && batch.offsets().isEmpty()
                && batch.delivered() == null
                && batch.keys().isEmpty()
                && batch.events().size() <= SMALL_EVENTS
                && bytes(batch) <= SMALL_BYTES;
    }

    /**
     * Takes a batch that {@linkplain #mayJoin may be joined}.
     *
     * @param turns of the event loop that calls
     * @return completes there once the batch is durable
     */
    Future<Void> add(EventBatch batch, Executor turns) {
        long more = bytes(batch);
        if (!batch.source().equals(source) || bytes + more > JOINED_BYTES_MAX) send(turns);
        if (events.isEmpty()) turns.execute(() -> send(turns));
        source = batch.source();
        events.addAll(batch.events());
        bytes += more;
        return answer.future();
    }

    private void send(Executor turns) {
        if (events.isEmpty()) return;
        EventBatch joined = new EventBatch(source, Map.of(), events);
        Promise<Void> answered = answer;
        events = new ArrayList<>();
        answer = Promise.promise();
        bytes = 0;
        disk.apply(joined).onComplete(durable -> turns.execute(() -> answered.handle(durable)));
    }

    private static long bytes(EventBatch batch) {
        long sum = 0;
        for (LogEvent event : batch.events()) sum += event.json().length;
        return sum;
    }
}
