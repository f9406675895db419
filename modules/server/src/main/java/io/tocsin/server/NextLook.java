package io.tocsin.server;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one timer of a desk: it looks when the first of its deadlines comes. */
final class NextLook {
    private final Timers timers;
    private final Runnable look;
    private Timers.@Nullable Handle timer;

    NextLook(Timers timers, Runnable look) {
        this.timers = timers;
        this.look = look;
    }

    /**
     * Looks at the earliest of the deadlines, instead of what was set before.
     *
     * @param overdue how soon to look at what is due already
     */
    void at(Instant now, Duration overdue, Stream<@Nullable Instant> deadlines) {
        cancel();
        deadlines
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .map(next -> Duration.between(now, next))
                .ifPresent(delay -> timer = timers.after(delay.isPositive() ? delay : overdue, look));
    }

    void cancel() {
        if (timer != null) timer.cancel();
        timer = null;
    }
}
