package io.tocsin.query;

import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Measure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the cells of rows. Percentiles of one field share its numbers. */
final class Columns {
    private final List<Measure> measures;
    private final Room values = new Room(Tally.EXACT_VALUES);
    private final Room texts = new Room(Tally.EXACT_DISTINCT);

    Columns(List<Measure> measures) {
        this.measures = measures;
    }

    /** How many cells of a row keep single values, and so take much memory. */
    int kept() {
        long distinct = measures.stream().filter(m -> m.kind() == Kind.DISTINCT).count();
        long percentiles = measures.stream()
                .filter(m -> m.kind() == Kind.PERCENTILE)
                .map(Measure::field)
                .distinct()
                .count();
        return (int) (distinct + percentiles);
    }

    @Nullable
    Cell[] cells() {
        @Nullable Cell[] cells = new @Nullable Cell[measures.size()];
        Map<String, Distribution> distributions = new HashMap<>();
        for (int i = 0; i < cells.length; i++) cells[i] = cell(measures.get(i), distributions);
        return cells;
    }

    private @Nullable Cell cell(Measure measure, Map<String, Distribution> distributions) {
        return switch (measure.kind()) {
            case COUNT -> null;
            case SUM -> new Sum(false);
            case AVG -> new Sum(true);
            case MIN -> new Cell.Extreme(false);
            case MAX -> new Cell.Extreme(true);
            case DISTINCT -> new Distinct(texts);
            case PERCENTILE -> percentile(measure, distributions);
        };
    }

    private Cell percentile(Measure measure, Map<String, Distribution> distributions) {
        String field = measure.measured();
        Distribution shared = distributions.get(field);
        if (shared != null) return new Cell.Percentile(shared, measure.quantile());
        Distribution own = new Distribution(values, measure.quantile());
        distributions.put(field, own);
        return own;
    }
}
