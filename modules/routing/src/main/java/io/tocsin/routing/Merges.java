package io.tocsin.routing;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML 1.1's {@code <<: *anchor}: a mapping takes the keys of others that it has not itself. YAML 1.2 has it no more. */
final class Merges {
    private static final String KEY = "<<";

    private final Problems problems;

    Merges(Problems problems) {
        this.problems = problems;
    }

    /** The same tree with everything merged. */
    Yaml in(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar;
            case Yaml.Sequence sequence ->
                new Yaml.Sequence(
                        sequence.mark(), sequence.items().stream().map(this::in).toList());
            case Yaml.Mapping mapping -> mapping(mapping);
        };
    }

    private Yaml.Mapping mapping(Yaml.Mapping mapping) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (!key.equals(KEY)) entries.put(key, new Yaml.Entry(entry.key(), in(entry.value())));
        });
        Yaml.Entry merged = mapping.entries().get(KEY);
        if (merged != null) merge(merged, entries);
        return new Yaml.Mapping(mapping.mark(), entries);
    }

    private void merge(Yaml.Entry merged, Map<String, Yaml.Entry> entries) {
        List<Yaml> sources = merged.value() instanceof Yaml.Sequence list ? list.items() : List.of(merged.value());
        for (Yaml source : sources) {
            if (source instanceof Yaml.Mapping mapping)
                mapping(mapping).entries().forEach(entries::putIfAbsent);
            else wrong(merged.key());
        }
    }

    private void wrong(Mark at) {
        problems.add(at, "'<<' must name a mapping or a list of mappings, such as *anchor");
    }
}
