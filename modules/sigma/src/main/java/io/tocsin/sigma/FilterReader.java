package io.tocsin.sigma;

import io.tocsin.query.Query;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads documents with a {@code filter} and lays them on the rules that they name: as they are written, without a NOT of our
 * own. A filter that is broken is left out, which gives more alerts and not fewer.
 */
final class FilterReader {
    private static final Set<String> NO_SELECTIONS = Set.of("condition", "rules");

    private final Map<String, List<String>> lists;

    FilterReader(Map<String, List<String>> lists) {
        this.lists = lists;
    }

    /** Lays a filter on the rules that it names, of all that are active. */
    void apply(Document filter, Map<Document, DraftRule> rules) {
        Faults faults = filter.faults();
        LogSource source = filter.source();
        Section section = filter.body().section("filter");
        if (!(filter.body().node("filter") instanceof Yaml.Mapping mapping) || section == null || source == null) {
            faults.broken(filter.mark(), "'filter' must be a mapping of rules, selections and a condition");
            return;
        }
        List<String> names = section.texts("rules");
        if (names.isEmpty()) faults.broken(section.mark(), "'rules' is required: the rules to filter, or any");
        Map<Document, DraftRule> filtered = new LinkedHashMap<>();
        rules.forEach((document, rule) -> {
            if (!isMeant(names, document) || !rule.rule().source().isWithin(source)) return;
            filtered.put(document, filtered(rule, section, mapping, faults));
        });
        if (filtered.isEmpty() && faults.isEmpty())
            faults.add(Why.DEPENDS, section.mark("rules"), "none of its rules is active with the log source " + source);
        if (faults.isEmpty()) rules.putAll(filtered);
    }

    private static boolean isMeant(List<String> names, Document document) {
        return names.equals(List.of("any")) || names.stream().anyMatch(document::isNamed);
    }

    private DraftRule filtered(DraftRule rule, Section section, Yaml.Mapping mapping, Faults faults) {
        try {
            Query query = new Conditions(rule.map(), lists, faults)
                    .read(section, mapping, NO_SELECTIONS)
                    .query();
            return rule.and(query);
        } catch (IllegalArgumentException e) {
            faults.add(Why.UNSUPPORTED, section.mark(), String.valueOf(e.getMessage()));
            return rule;
        }
    }
}
