package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.time.Duration;
import java.util.function.Function;

/**
 * How events are stored.
 *
 * @param eventsPerBlock events that become one block; a lookup reads whole blocks, so more make it slower, fewer cost bytes
 * @param bytesPerBlock of JSON, after which a block is sealed with fewer events
 * @param sealAfter how long the oldest event may wait for a block; until then the journal keeps it
 * @param keepClass the retention class of an event
 */
public record StoreSettings(
        int eventsPerBlock, long bytesPerBlock, Duration sealAfter, Function<LogEvent, String> keepClass) {
    /** From 256 to 8,192 measured: here bytes and aggregations are near their best, and a lookup is still a millisecond. */
    private static final int EVENTS_PER_BLOCK = 4_096;

    /** Some times what 4,096 ordinary events take; bounds what one lookup has to read. */
    private static final long BYTES_PER_BLOCK = 4L << 20;

    /** A quiet service makes a small block now and then, and a start has little to replay. */
    private static final Duration SEAL_AFTER = Duration.ofMinutes(5);

    /** The settings that suit one server. */
    public static StoreSettings defaults() {
        return new StoreSettings(EVENTS_PER_BLOCK, BYTES_PER_BLOCK, SEAL_AFTER, event -> KeepClass.DEFAULT);
    }

    /** The same, with retention classes. */
    public StoreSettings keeping(Function<LogEvent, String> classes) {
        return new StoreSettings(eventsPerBlock, bytesPerBlock, sealAfter, classes);
    }

    /** The same, with blocks of another size. */
    public StoreSettings withBlocksOf(int events) {
        return new StoreSettings(events, bytesPerBlock, sealAfter, keepClass);
    }
}
