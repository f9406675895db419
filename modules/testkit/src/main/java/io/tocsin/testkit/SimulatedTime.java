package io.tocsin.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that moves only when it is told to, and the timers that hang on it. A timer sees the instant it was due at, so a
 * year of on-call runs in milliseconds and always the same way.
 *
 * <p>Timers may be set from any thread; one thread at a time advances, and runs them.
 */
public final class SimulatedTime implements InstantSource {
    private final PriorityBlockingQueue<Timer> timers = new PriorityBlockingQueue<>();
    private final AtomicLong order = new AtomicLong();
    private volatile Instant now;

    public SimulatedTime(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Sets a timer; it runs when time has advanced by {@code delay}, timers of one instant in the order they were set.
     *
     * @param delay not counted from the real clock; zero or less means the next advance
     * @return cancels the timer; harmless once it ran
     */
    public Runnable after(Duration delay, Runnable action) {
        Timer timer = new Timer(now.plus(delay.isNegative() ? Duration.ZERO : delay), order.getAndIncrement(), action);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Moves time forward and runs every timer due on the way, also those that a timer sets. */
    public void advance(Duration by) {
        if (by.isNegative()) throw new IllegalArgumentException("cannot advance by " + by + ": time goes forward");
        Instant target = now.plus(by);
        for (Timer timer = timers.peek(); timer != null && !timer.due.isAfter(target); timer = timers.peek()) {
            if (!timers.remove(timer)) continue;
            now = timer.due.isAfter(now) ? timer.due : now;
            timer.action.run();
        }
        now = target;
    }

    /** How many timers wait. */
    public int waiting() {
        return timers.size();
    }

    private record Timer(Instant due, long order, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Comparator.comparing(Timer::due)
                    .thenComparingLong(Timer::order)
                    .compare(this, other);
        }
    }
}
