package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the stream has come in event time: the newest event of the slowest source. A rule subtracts its
 * lateness and has its watermark. It never goes back: a new source that begins in the past has late events.
 *
 * <p>A source without news for {@value #IDLE_MILLIS} ms goes on with the wall clock, or one quiet shipper would
 * stop all rules; one that is quiet for longer than {@value #FORGOTTEN_MILLIS} ms is left out, unless it was the
 * last to speak.
 */
final class SourceClock {
    /** Shippers batch for a second or two; ten without anything is quiet. */
    static final long IDLE_MILLIS = 10_000;

    /** A source that comes back after this long comes back in the present, not where it stopped. */
    static final long FORGOTTEN_MILLIS = 300_000;

    /** A time this far ahead of its arrival is a wrong clock: it would make all other events late. */
    static final Duration AHEAD_MAX = Duration.ofSeconds(5);

    /** Before the first event. Far from the edge, so that durations can be subtracted. */
    static final long NEVER = Long.MIN_VALUE / 4;

    private final Map<String, Source> sources = new HashMap<>();
    private @Nullable Source slowest;

    /** The events of a batch are of one source, which need not be looked up for each. */
    private @Nullable Source latest;

    private long frontier = NEVER;
    private long newest = NEVER;

    /** A time in the future of the arrival is the arrival; one before 1970 is 1970, which is late for every rule. */
    static long timeOf(LogEvent event) {
        Instant time = event.time();
        Instant arrival = event.receivedAt();
        // Asked twice, because what is not ahead at all needs no other instant made.
        if (time.isAfter(arrival) && time.isAfter(arrival.plus(AHEAD_MAX))) time = arrival;
        return time.isBefore(Instant.EPOCH) ? 0 : time.toEpochMilli();
    }

    void observe(String name, long at, long wall) {
        newest = Math.max(newest, at);
        Source last = latest;
        Source source = last != null && last.name.equals(name) ? last : named(name);
        source.seen = Math.max(source.seen, wall);
        if (source.ahead == 0 && at <= source.newest) return;
        source.ahead = 0;
        source.newest = Math.max(source.newest, at);
        if (slowest == source && sources.size() == 1) frontier = Math.max(frontier, source.reached());
        else if (slowest == null || slowest == source) advance();
    }

    private Source named(String name) {
        Source source = sources.get(name);
        if (source == null) {
            source = new Source(name);
            sources.put(name, source);
            slowest = null;
        }
        latest = source;
        return source;
    }

    /** Goes on to where another clock is, whatever the sources of this one say. */
    void reach(long other) {
        frontier = Math.max(frontier, other);
    }

    /** An event was seen that moves nothing. */
    void saw(long at) {
        newest = Math.max(newest, at);
    }

    void tick(long wall) {
        if (sources.isEmpty()) return;
        long lastSeen = NEVER;
        for (Source source : sources.values()) lastSeen = Math.max(lastSeen, source.seen);
        for (Iterator<Source> each = sources.values().iterator(); each.hasNext(); ) {
            Source source = each.next();
            long quiet = wall - source.seen;
            if (quiet > FORGOTTEN_MILLIS && source.seen < lastSeen) {
                each.remove();
                latest = null;
            } else source.ahead = quiet >= IDLE_MILLIS ? quiet : 0;
        }
        advance();
    }

    private void advance() {
        Source found = null;
        for (Source source : sources.values()) {
            if (found == null || source.reached() < found.reached()) found = source;
        }
        slowest = found;
        if (found != null) frontier = Math.max(frontier, found.reached());
    }

    /** Event time in milliseconds up to which all sources have spoken; {@link #NEVER} before the first event. */
    long frontier() {
        return frontier;
    }

    /** The newest event time seen from any source. */
    long newest() {
        return newest;
    }

    void save(StateOut out) throws IOException {
        out.number(frontier);
        out.number(newest);
        out.number(sources.size());
        for (Map.Entry<String, Source> each : sources.entrySet()) {
            out.text(each.getKey());
            out.number(each.getValue().newest);
            out.number(each.getValue().seen);
            out.number(each.getValue().ahead);
        }
    }

    void load(StateIn in) throws IOException {
        frontier = in.number();
        newest = in.number();
        latest = null;
        for (int left = in.count(); left > 0; left--) {
            Source source = new Source(in.text());
            sources.put(source.name, source);
            source.newest = in.number();
            source.seen = in.number();
            source.ahead = in.number();
        }
        advance();
    }

    private static final class Source {
        private final String name;
        private long newest = NEVER;
        private long seen = NEVER;
        private long ahead;

        private Source(String name) {
            this.name = name;
        }

        private long reached() {
            return newest + ahead;
        }
    }
}
