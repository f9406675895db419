package io.tocsin.server;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Notices that somebody set the clock on the wall, by one that nobody can set. Looked at before each step of its owner. */
final class ClockWatch {
    /** Clocks that are kept right drift by far less between two looks. */
    static final Duration STEP = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private Instant wall;
    private long steady;

    /** @param nanos a clock that only goes on, in nanoseconds from anywhere */
    ClockWatch(LongSupplier nanos, Instant now) {
        this.nanos = nanos;
        this.wall = now;
        this.steady = nanos.getAsLong();
    }

    /** Whether the clock went on since the last look as time did; if not, the next look finds by how much. */
    boolean goesOn(Instant now) {
        if (step(now, nanos.getAsLong()).abs().compareTo(STEP) >= 0) return false;
        look(now);
        return true;
    }

    /** By how much it was set since the last look, back if negative; zero when it was not. */
    Duration look(Instant now) {
        long since = nanos.getAsLong();
        Duration step = step(now, since);
        wall = now;
        steady = since;
        return step.abs().compareTo(STEP) < 0 ? Duration.ZERO : step;
    }

    private Duration step(Instant now, long since) {
        return Duration.between(wall, now).minusNanos(since - steady);
    }
}
