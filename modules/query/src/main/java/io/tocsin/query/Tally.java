package io.tocsin.query;

import io.tocsin.model.LogEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts events into a table. Give it events one by one ({@link #add(LogEvent)}), or, faster, whole groups of them
 * ({@link #group}): both give the same table, in any order. Not thread-safe.
 */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"}) // being written
public final class Tally {
    /** More rows are no answer for people; and each takes memory. */
    public static final int GROUPS_MAX = 10_000;

    /** The state of one row. */
    public interface Group {
        /** So many events more. */
        void count(long events);

        /** A number of a measure's field, for so many events. */
        void number(int measure, double value, long events);

        /** A value of a measure's field, for DISTINCT. */
        void text(int measure, String value);
    }

    /** An empty tally for pipes of which the first is a {@link Pipe.Stats} or a {@link Pipe.Top}. */
    public Tally(List<Pipe> pipes) {
        throw new UnsupportedOperationException();
    }

    /** The grouping that is to be done: a {@link Pipe.Top} is one, too. */
    public Pipe.Stats stats() {
        throw new UnsupportedOperationException();
    }

    /** Counts one event. */
    public void add(LogEvent event) {
        throw new UnsupportedOperationException();
    }

    /**
     * The group of these values.
     *
     * @param bucket start of the stretch of time in milliseconds of the epoch; 0 without one
     * @param by a value for each field, null where it is missing
     * @return null when there are too many groups; the table says so then
     */
    public @Nullable Group group(long bucket, List<@Nullable String> by) {
        throw new UnsupportedOperationException();
    }

    /** The table of all that was counted, after the other pipes. */
    public Table table() {
        throw new UnsupportedOperationException();
    }
}
