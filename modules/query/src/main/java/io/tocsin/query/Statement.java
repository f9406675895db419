package io.tocsin.query;

import java.time.Instant;
import java.util.List;

/**
 * What people type to search: a condition and, behind pipes, what to make of the events that meet it:
 * {@code level:ERROR | count by service}.
 *
 * @param query which events
 * @param pipes empty to list the events; else the first one makes a table of them, and the others work on that
 */
public record Statement(Query query, List<Pipe> pipes) {
    public Statement {
        pipes = List.copyOf(pipes);
    }

    /**
     * Reads a statement; relative times count from {@code now}.
     *
     * @throws QuerySyntaxException when the text is none; it says what is wrong, where, and what would be right
     */
    public static Statement parse(String text, Instant now) {
        return new Statement(Query.parse(text, now), List.of());
    }

    /** Whether the answer is a table and not events. */
    public boolean isTable() {
        return !pipes.isEmpty();
    }
}
