package io.tocsin.query;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Stats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts events into a table. Give it events one by one ({@link #add(LogEvent)}), or, faster, whole groups of them
 * ({@link #group}): both give the same table, in any order. Not thread-safe.
 *
 * <p>Only which groups are left out of a truncated table depends on the order: the later ones.
 */
public final class Tally {
    /** More rows are no answer for people; and each takes memory. */
    public static final int GROUPS_MAX = 10_000;

    /**
     * Where only the first rows are asked for, as by {@code top}, so many groups of plain numbers are counted to find them:
     * ten times as many addresses as rows, in some 30 MB.
     */
    public static final int GROUPS_SIFTED_MAX = 100_000;

    /** Percentiles of a group are exact up to so many different values. */
    public static final int EXACT_VALUES = 1_000;

    /** DISTINCT of a group is exact up to so many values. */
    public static final int EXACT_DISTINCT = 10_000;

    private final List<Pipe> pipes;
    private final Stats stats;
    private final boolean skipsMissing;
    private final int groupsMax;
    private final Columns columns;
    private final Map<Key, Row> rows = new HashMap<>();
    private boolean truncated;

    /** The state of one row. Numbers of the measures are those of {@link Stats#measures()}, from 0. */
    public interface Group {
        /** So many events more, whatever values they have. */
        void count(long events);

        /**
         * A number of a measure's field, for so many events. Asked of SUM, AVG, MIN, MAX and PERCENTILE; ignored by others.
         * NaN and infinity are ignored.
         */
        void number(int measure, double value, long events);

        /** A value of a measure's field. Asked of DISTINCT; ignored by others. */
        void text(int measure, String value);
    }

    /** What makes a group; the list is never changed once it is a key. */
    record Key(long bucket, List<@Nullable String> by) {
        // Written out: asked for each group of each block, where what a record does by itself costs several times as
        // much.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.bucket == bucket && key.by.equals(by);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(bucket) + by.hashCode();
        }
    }

    /**
     * An empty tally.
     *
     * @param pipes of which the first is a {@link Pipe.Stats} or a {@link Pipe.Top}
     * @throws IllegalArgumentException for pipes that make no table, as {@link Statement} tells
     */
    public Tally(List<Pipe> pipes) {
        this.pipes = new Statement(new All(), pipes).pipes();
        stats = Statement.stats(this.pipes);
        skipsMissing = this.pipes.getFirst() instanceof Pipe.Top;
        columns = new Columns(stats.measures());
        groupsMax = groupsMax();
    }

    private int groupsMax() {
        if (columns.kept() > 0) return GROUPS_MAX / columns.kept();
        boolean cut = skipsMissing || pipes.stream().anyMatch(Pipe.Limit.class::isInstance);
        return cut ? GROUPS_SIFTED_MAX : GROUPS_MAX;
    }

    /** The grouping that is to be done: a {@link Pipe.Top} is one, too. */
    public Stats stats() {
        return stats;
    }

    /** Counts one event. */
    public void add(LogEvent event) {
        Fields fields = event.fields();
        @Nullable String[] by = new @Nullable String[stats.by().size()];
        for (int i = 0; i < by.length; i++) by[i] = fields.first(stats.by().get(i));
        Group group = group(stats.bucketStart(event.time().toEpochMilli()), Arrays.asList(by));
        if (group == null) return;
        group.count(1);
        for (int i = 0; i < stats.measures().size(); i++) measure(group, i, fields);
    }

    private void measure(Group group, int index, Fields fields) {
        Measure measure = stats.measures().get(index);
        if (measure.kind() == Kind.COUNT) return;
        String value = fields.first(measure.measured());
        if (value == null) return;
        if (measure.kind() == Kind.DISTINCT) group.text(index, value);
        else group.number(index, Numbers.orNaN(value), 1);
    }

    /**
     * The group of these values. The same object each time; it stays good as long as the tally.
     *
     * @param bucket start of the stretch of time in milliseconds of the epoch ({@link Stats#bucketStart}); 0 without one
     * @param by a value for each field, null where it is missing; copied where it is kept
     * @return null when there are too many groups; the table says so then
     */
    public @Nullable Group group(long bucket, List<@Nullable String> by) {
        Row known = rows.get(new Key(bucket, by));
        if (known != null) return known;
        if (rows.size() >= groupsMax) {
            truncated = true;
            return null;
        }
        Row row = new Row(columns.cells());
        rows.put(new Key(bucket, Collections.unmodifiableList(new ArrayList<>(by))), row);
        return row;
    }

    /** The table of all that was counted, after the other pipes. The tally can go on counting. */
    public Table table() {
        Rows table = new Rows(stats);
        rows.forEach((key, row) -> {
            if (!skipsMissing || key.by().getFirst() != null) table.add(key, row);
        });
        if (stats.by().isEmpty() && stats.bucket() == null && rows.isEmpty())
            table.add(new Key(0, List.of()), new Row(columns.cells()));
        return table.table(pipes, truncated);
    }
}
