package io.tocsin.rules;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which windows want to be settled at which watermark, soonest first. A window has at most one valid entry: the
 * soonest it asked for. Deadlines that move later, the usual case, cost nothing until the old one comes.
 */
final class Deadlines {
    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long sequence;

    /**
     * Asks for the window to be settled once the watermark reaches {@code due}; a later wish than one it has is
     * dropped.
     */
    void schedule(KeyWindow window, long due) {
        if (due >= window.scheduled) return;
        window.scheduled = due;
        queue.add(new Entry(due, sequence++, window));
    }

    /** The next window that is due, or null; it has no deadline any more. */
    @Nullable
    KeyWindow poll(long watermark) {
        while (true) {
            Entry next = queue.peek();
            if (next == null || next.due > watermark) return null;
            queue.poll();
            if (next.window.scheduled == next.due) {
                next.window.scheduled = NEVER;
                return next.window;
            }
        }
    }

    /** When to look again; may be too early, never too late. */
    long next() {
        Entry next = queue.peek();
        return next == null ? NEVER : next.due;
    }

    private record Entry(long due, long sequence, KeyWindow window) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byDue = Long.compare(due, other.due);
            return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
        }
    }
}
