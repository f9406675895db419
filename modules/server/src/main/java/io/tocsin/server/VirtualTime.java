package io.tocsin.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.TreeSet;

/** A clock that moves when it is told to, with the timers that hang on it. A timer sees the instant at which it was due. */
final class VirtualTime implements InstantSource, Timers {
    private final TreeSet<Timer> timers = new TreeSet<>();
    private Instant now;
    private long order;

    VirtualTime(Instant start) {
        now = start;
    }

    private record Timer(Instant due, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Comparator.comparing(Timer::due)
                    .thenComparingLong(Timer::order)
                    .compare(this, other);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Handle after(Duration delay, Runnable task) {
        Timer timer = new Timer(now.plus(delay.isNegative() ? Duration.ZERO : delay), order++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Lets time pass, and does on the way what falls due, at the end too. An instant that is over changes nothing. */
    void passTo(Instant end) {
        while (!timers.isEmpty() && !timers.first().due().isAfter(end)) {
            Timer timer = timers.removeFirst();
            if (timer.due().isAfter(now)) now = timer.due();
            timer.task().run();
        }
        if (end.isAfter(now)) now = end;
    }
}
