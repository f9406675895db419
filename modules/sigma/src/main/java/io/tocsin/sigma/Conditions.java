package io.tocsin.sigma;

import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a section with selections and what joins them: {@code detection} of a rule, {@code filter} of a filter. */
final class Conditions {
    private final SourceMap map;
    private final Map<String, List<String>> lists;
    private final Faults faults;

    /**
     * What was read.
     *
     * @param aggregation what an older rule counts; null for all others
     */
    record Detection(Query query, @Nullable Aggregation aggregation) {}

    Conditions(SourceMap map, Map<String, List<String>> lists, Faults faults) {
        this.map = map;
        this.lists = lists;
        this.faults = faults;
    }

    /** Reads it; several conditions are OR. */
    Detection read(Section section, Yaml.Mapping mapping, Set<String> otherKeys) {
        Map<String, Query> selections = new Selections(new Items(map, lists, faults), faults).read(mapping, otherKeys);
        List<Yaml> conditions = section.list("condition");
        if (conditions.isEmpty()) faults.broken(section.mark(), "'condition' is required");
        List<Query> queries = new ArrayList<>();
        Aggregation aggregation = null;
        for (Yaml condition : conditions) {
            if (!(condition instanceof Yaml.Scalar scalar)) {
                faults.broken(condition.mark(), "a condition must be a text, not " + condition.kind());
                continue;
            }
            int bar = scalar.text().indexOf('|');
            String text = bar < 0 ? scalar.text() : scalar.text().substring(0, bar);
            queries.add(ConditionReader.read(text, selections, scalar.mark(), faults));
            if (bar >= 0) aggregation = aggregation(scalar.text().substring(bar + 1), scalar.mark(), conditions);
        }
        return new Detection(Or.of(queries), aggregation);
    }

    private @Nullable Aggregation aggregation(String text, Mark at, List<Yaml> conditions) {
        if (conditions.size() > 1)
            faults.add(Inactive.Why.UNSUPPORTED, at, "an aggregation beside other conditions has no translation");
        return Aggregation.read(text, at, faults);
    }
}
