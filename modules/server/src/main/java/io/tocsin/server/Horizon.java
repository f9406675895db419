package io.tocsin.server;

import io.tocsin.store.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how much of the journal is still needed: what the index does not hold yet, and what the windows of the rules would
 * be filled from after a crash. Used on the index thread only.
 */
final class Horizon {
    private static final Logger log = LoggerFactory.getLogger(Horizon.class);

    /** Finer marks would only let go of a segment some seconds earlier. */
    private static final Duration MARK_EVERY = Duration.ofSeconds(10);

    private final EventLog events;
    private final Supplier<Duration> memory;
    private final InstantSource clock;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private int backups;

    /**
     * A horizon that keeps everything until it is told of a commit.
     *
     * @param memory how far back the rules need events
     */
    Horizon(EventLog events, Supplier<Duration> memory, InstantSource clock) {
        this.events = events;
        this.memory = memory;
        this.clock = clock;
    }

    void passed(long position, Instant receivedAt) {
        Mark last = marks.peekLast();
        if (last == null || last.at().plus(MARK_EVERY).isBefore(receivedAt)) marks.add(new Mark(position, receivedAt));
    }

    /** Keeps everything until {@link #backupEnds}: a segment that goes while it is copied makes a backup begin again. */
    void backupBegins() {
        backups++;
    }

    void backupEnds() {
        backups--;
    }

    void committed(long indexed) {
        if (backups > 0) return;
        Instant needed = clock.instant().minus(memory.get());
        long keep = -1;
        while (marks.size() > 1 && second().at().isBefore(needed))
            keep = marks.remove().position();
        if (keep < 0) return;
        try {
            events.dropBefore(Math.min(keep, indexed + 1));
        } catch (IOException e) {
            log.warn("cannot let go of journal segments; trying again after the next commit", e);
        }
    }

    private Mark second() {
        var each = marks.iterator();
        each.next();
        return each.next();
    }

    private record Mark(long position, Instant at) {}
}
