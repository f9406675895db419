package io.tocsin.server;

import io.tocsin.server.simulate.Story;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * The two clocks of a machine: one that only goes on, by which timers run, and one on the wall, which somebody may set. Time passes
 * when it is told to.
 */
final class SimulatedClocks implements InstantSource, Timers {
    private final TreeSet<Task> tasks = new TreeSet<>();
    private long elapsed;
    private long setBy;
    private long order;

    private record Task(long due, long order, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return Comparator.comparingLong(Task::due)
                    .thenComparingLong(Task::order)
                    .compare(this, other);
        }
    }

    @Override
    public Instant instant() {
        return Story.START.plusMillis(elapsed + setBy);
    }

    /** Milliseconds since the beginning, whatever the wall says. */
    long elapsed() {
        return elapsed;
    }

    /** Sets the clock on the wall. */
    void set(long by) {
        setBy += by;
    }

    @Override
    public Handle after(Duration delay, Runnable work) {
        // A timer never comes early: what is left of a millisecond is waited for.
        long millis = Math.max(0, delay.plusNanos(999_999).toMillis());
        return in(millis, work);
    }

    Handle in(long millis, Runnable work) {
        Task task = new Task(elapsed + millis, order++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Lets time pass, and does on the way what falls due, at the end too. */
    void passTo(long end) {
        while (!tasks.isEmpty() && tasks.first().due() <= end) {
            Task task = tasks.removeFirst();
            elapsed = task.due();
            task.work().run();
        }
        elapsed = end;
    }
}
