package io.tocsin.query;

import io.tocsin.model.FieldNames;
import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Limit;
import io.tocsin.query.Pipe.Sort;
import io.tocsin.query.Pipe.Stats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a table, in their order. */
final class Rows {
    private final Stats stats;
    private final List<String> columns;
    private List<List<@Nullable Object>> rows = new ArrayList<>();

    Rows(Stats stats) {
        this.stats = stats;
        this.columns = stats.columns();
    }

    void add(Tally.Key key, Row row) {
        List<@Nullable Object> cells = new ArrayList<>(columns.size());
        if (stats.bucket() != null) cells.add(Instant.ofEpochMilli(key.bucket()));
        cells.addAll(key.by());
        for (int i = 0; i < stats.measures().size(); i++) cells.add(row.result(i));
        rows.add(cells);
    }

    /** Applies the pipes behind the first one, which made the rows. */
    Table table(List<Pipe> pipes, boolean truncated) {
        rows.sort(usual());
        if (pipes.getFirst() instanceof Pipe.Top top) keep(top.limit());
        for (Pipe pipe : pipes.subList(1, pipes.size())) {
            if (pipe instanceof Sort sort) rows.sort(by(sort));
            if (pipe instanceof Limit limit) keep(limit.rows());
        }
        boolean cut = rows.size() > Tally.GROUPS_MAX;
        keep(Tally.GROUPS_MAX);
        return new Table(columns, rows.stream().map(this::written).toList(), truncated || cut);
    }

    private void keep(int most) {
        if (rows.size() > most) rows = new ArrayList<>(rows.subList(0, most));
    }

    private List<@Nullable Object> written(List<@Nullable Object> row) {
        if (stats.bucket() != null) row.set(0, String.valueOf(row.getFirst()));
        return Collections.unmodifiableList(row);
    }

    /** By bucket; where the first measure is COUNT by that, the most frequent first; then by the fields. */
    private Comparator<List<@Nullable Object>> usual() {
        List<Comparator<List<@Nullable Object>>> orders = new ArrayList<>();
        if (stats.bucket() != null) orders.add(column(0, false));
        if (stats.measures().getFirst().kind() == Kind.COUNT) orders.add(column(firstMeasure(), true));
        for (int i = firstKey(); i < firstMeasure(); i++) orders.add(column(i, false));
        return orders.stream().reduce(Comparator::thenComparing).orElse(column(0, false));
    }

    private int firstKey() {
        return stats.bucket() == null ? 0 : 1;
    }

    private int firstMeasure() {
        return firstKey() + stats.by().size();
    }

    /** Of two columns of one name, the measure is meant, and that is the last one. */
    private Comparator<List<@Nullable Object>> by(Sort sort) {
        return column(columns.lastIndexOf(sort.column()), sort.descending());
    }

    private Comparator<List<@Nullable Object>> column(int index, boolean descending) {
        boolean level = index < firstMeasure() && columns.get(index).equals(FieldNames.LEVEL);
        return (one, other) -> {
            Object a = one.get(index);
            Object b = other.get(index);
            if (a == null || b == null) return Boolean.compare(a == null, b == null);
            int order = compare(a, b, level);
            return descending ? -order : order;
        };
    }

    private static int compare(Object a, Object b, boolean level) {
        if (a instanceof Instant time && b instanceof Instant other) return time.compareTo(other);
        int order = Double.compare(rank(a, level), rank(b, level));
        // Numbers that are equal but written differently, and text, which has no rank.
        return order == 0 && a instanceof String text && b instanceof String other ? text(text, other) : order;
    }

    /** NaN, of text, sorts behind every number. */
    private static double rank(Object cell, boolean level) {
        if (cell instanceof Number number) return number.doubleValue();
        String text = cell.toString();
        double rank = level ? Levels.rank(text) : Double.NaN;
        return Double.isNaN(rank) ? Numbers.orNaN(text) : rank;
    }

    private static int text(String one, String other) {
        int folded = Words.compare(one, other);
        return folded == 0 ? one.compareTo(other) : folded;
    }
}
