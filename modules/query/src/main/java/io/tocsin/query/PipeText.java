package io.tocsin.query;

import io.tocsin.query.Pipe.Limit;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Sort;
import io.tocsin.query.Pipe.Stats;
import io.tocsin.query.Pipe.Top;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes pipes so that the parser reads them back equal. */
final class PipeText {
    private PipeText() {}

    /**
     * The text of a pipe.
     *
     * @param table which the pipe works on: there it is known whether a column is a measure or a field
     */
    static String of(Pipe pipe, Stats table) {
        return switch (pipe) {
            case Stats stats -> stats(stats);
            case Top top -> "top " + top.limit() + " " + Escapes.name(top.field());
            case Sort sort -> "sort " + column(sort.column(), table) + (sort.descending() ? " desc" : "");
            case Limit limit -> "limit " + limit.rows();
        };
    }

    private static String stats(Stats stats) {
        List<String> keys = new ArrayList<>();
        for (String field : stats.by()) keys.add(Escapes.name(field));
        if (stats.bucket() != null) keys.add(Times.print(stats.bucket()));
        String measures = stats.measures().stream().map(Measure::print).collect(Collectors.joining(", "));
        return keys.isEmpty() ? measures : measures + " by " + String.join(", ", keys);
    }

    private static String column(String column, Stats table) {
        for (Measure measure : table.measures()) {
            if (measure.name().equals(column)) return measure.print();
        }
        return Escapes.name(column);
    }
}
