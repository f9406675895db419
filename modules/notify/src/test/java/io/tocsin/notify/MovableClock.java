package io.tocsin.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is told. */
final class MovableClock implements InstantSource {
    private volatile Instant now = Samples.AT;

    @Override
    public Instant instant() {
        return now;
    }

    void forward(Duration by) {
        now = now.plus(by);
    }
}
