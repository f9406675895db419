package io.tocsin.sigma;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the named parts of a detection: a map is AND, a list is OR, a bare text is a keyword. */
final class Selections {
    private final Items items;
    private final Faults faults;

    Selections(Items items, Faults faults) {
        this.items = items;
        this.faults = faults;
    }

    /** All selections, in the order of the file, without the keys that are none. */
    Map<String, Query> read(Yaml.Mapping detection, Set<String> otherKeys) {
        Map<String, Query> selections = new LinkedHashMap<>();
        detection.entries().forEach((name, entry) -> {
            if (!otherKeys.contains(name)) selections.put(name, selection(name, entry));
        });
        return selections;
    }

    private Query selection(String name, Yaml.Entry entry) {
        return switch (entry.value()) {
            case Yaml.Mapping mapping -> map(name, entry.key(), mapping);
            case Yaml.Sequence sequence -> list(name, entry.key(), sequence);
            case Yaml.Scalar scalar -> word(name, scalar);
        };
    }

    private Query map(String name, Mark at, Yaml.Mapping mapping) {
        List<Query> parts = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> parts.add(items.item(key, entry.key(), entry.value())));
        if (parts.isEmpty()) faults.broken(at, "selection '" + name + "' is empty");
        return And.of(parts);
    }

    private Query list(String name, Mark at, Yaml.Sequence sequence) {
        List<Query> parts = new ArrayList<>();
        for (Yaml item : sequence.items()) {
            switch (item) {
                case Yaml.Mapping mapping -> parts.add(map(name, mapping.mark(), mapping));
                case Yaml.Scalar scalar -> parts.add(word(name, scalar));
                case Yaml.Sequence inner -> faults.broken(inner.mark(), "a list must not hold another list");
            }
        }
        if (parts.isEmpty()) faults.broken(at, "selection '" + name + "' is empty");
        return parts.isEmpty() ? new All() : Or.of(parts);
    }

    private Query word(String name, Yaml.Scalar scalar) {
        if (!scalar.isNull()) return items.keyword(scalar);
        faults.broken(scalar.mark(), "selection '" + name + "' is empty");
        return new All();
    }
}
