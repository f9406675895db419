package io.tocsin.query;

import io.tocsin.query.Pipe.Limit;
import io.tocsin.query.Pipe.Sort;
import io.tocsin.query.Pipe.Stats;
import io.tocsin.query.Pipe.Top;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people type to search: a condition and, behind pipes, what to make of the events that meet it:
 * {@code level:ERROR | count by service}. Immutable.
 *
 * @param query which events
 * @param pipes empty to list the events; else the first one makes a table of them, and the others work on that
 */
public record Statement(Query query, List<Pipe> pipes) {
    /** More steps are generated text; each walks over all rows. */
    public static final int PIPES_MAX = 16;

    /**
     * Checks that the pipes fit together.
     *
     * @throws IllegalArgumentException when the first one makes no table, when another one does, when a column to sort by is
     *     none of the table, or when there are more than {@link #PIPES_MAX}
     */
    public Statement {
        pipes = List.copyOf(pipes);
        if (pipes.size() > PIPES_MAX)
            throw new IllegalArgumentException(
                    "cannot use " + pipes.size() + " pipes: at most " + PIPES_MAX + " are allowed");
        if (!pipes.isEmpty()) {
            List<String> columns = stats(pipes).columns();
            for (Pipe pipe : pipes.subList(1, pipes.size())) check(pipe, columns);
        }
    }

    private static void check(Pipe pipe, List<String> columns) {
        switch (pipe) {
            case Stats stats -> throw new IllegalArgumentException(again());
            case Top top -> throw new IllegalArgumentException(again());
            case Sort sort -> {
                if (!columns.contains(sort.column()))
                    throw new IllegalArgumentException(noColumn(sort.column(), columns));
            }
            case Limit limit -> {}
        }
    }

    static String again() {
        return "cannot make a table of a table: only sort and limit may follow here";
    }

    static String noColumn(String column, List<String> columns) {
        return "cannot sort by '" + column + "': the table has no such column" + Nearest.hint(column, columns)
                + " (it has " + String.join(", ", columns) + ")";
    }

    /** The grouping that the first pipe stands for. */
    static Stats stats(List<Pipe> pipes) {
        return switch (pipes.getFirst()) {
            case Stats stats -> stats;
            case Top top -> top.stats();
            case Sort sort -> throw new IllegalArgumentException(noTable("sort"));
            case Limit limit -> throw new IllegalArgumentException(noTable("limit"));
        };
    }

    static String noTable(String word) {
        return "cannot " + word + " events: " + word
                + " works on a table; write a pipe that makes one before it, such as | count by service";
    }

    /**
     * Reads a statement that means the same at any time; relative times are refused.
     *
     * @throws QuerySyntaxException when the text is none; it says what is wrong, where, and what would be right
     */
    public static Statement parse(String text) {
        return new Parser(text, null).statement();
    }

    /**
     * Reads a statement; relative times count from {@code now} and become absolute.
     *
     * @throws QuerySyntaxException when the text is none; it says what is wrong, where, and what would be right
     */
    public static Statement parse(String text, Instant now) {
        return new Parser(text, now).statement();
    }

    /** Whether the answer is a table and not events. */
    public boolean isTable() {
        return !pipes.isEmpty();
    }

    /** The grouping that the first pipe stands for, or null without pipes. */
    public @Nullable Stats stats() {
        return pipes.isEmpty() ? null : stats(pipes);
    }

    /** The statement as text that {@link #parse(String)} reads back to an equal one. */
    public String print() {
        StringBuilder text = new StringBuilder(query.print());
        for (Pipe pipe : pipes) text.append(" | ").append(PipeText.of(pipe, stats(pipes)));
        return text.toString();
    }
}
