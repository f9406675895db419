package io.tocsin.sigma;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Exists;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads one line of a selection: a field with its modifiers, and the values that it may have. */
final class Items {
    /** As many conditions as fit into one query. */
    static final int VALUES_MAX = 1024;

    private final SourceMap map;
    private final Faults faults;
    private final ValueReader values;

    Items(SourceMap map, Map<String, List<String>> lists, Faults faults) {
        this.map = map;
        this.faults = faults;
        this.values = new ValueReader(this::names, new TextReader(new Placeholders(lists, faults), faults), faults);
    }

    /** A line of a map. A key without a field name is about any value. */
    Query item(String key, Mark at, Yaml value) {
        List<String> words = Arrays.asList(key.split("\\|", -1));
        Modifiers modifiers = Modifiers.read(words.subList(1, words.size()), at, faults);
        List<Yaml.Scalar> scalars = scalars(at, value);
        if (words.getFirst().isEmpty()) return keywords(modifiers, scalars, at);
        List<String> names = names(at, words.getFirst());
        List<Query> parts = new ArrayList<>();
        for (Yaml.Scalar scalar : scalars) {
            parts.add(scalar.isNull() ? absent(modifiers, scalar, names) : values.read(modifiers, names, scalar));
        }
        return joined(modifiers, parts, at);
    }

    /** A word of a list, which is looked for in any value. */
    Query keyword(Yaml.Scalar word) {
        return keywords(new Modifiers(List.of(), Modifiers.Kind.TEXT), List.of(word), word.mark());
    }

    private Query keywords(Modifiers modifiers, List<Yaml.Scalar> words, Mark at) {
        boolean anywhere = modifiers.kind() == Modifiers.Kind.TEXT || modifiers.kind() == Modifiers.Kind.REGEX;
        if (!anywhere || modifiers.has(Modifier.STARTSWITH) || modifiers.has(Modifier.ENDSWITH))
            faults.broken(at, "these modifiers need a field name before them: keywords are looked for in any value");
        List<Query> parts = new ArrayList<>();
        for (Yaml.Scalar word : words) {
            if (word.isNull()) faults.broken(word.mark(), "a keyword must be a text, not nothing");
            else parts.add(values.keyword(modifiers, word));
        }
        return joined(modifiers, parts, at);
    }

    private Query joined(Modifiers modifiers, List<Query> parts, Mark at) {
        if (parts.isEmpty()) {
            faults.broken(at, "there is no value to compare with");
            return new All();
        }
        List<Query> distinct = parts.stream().distinct().toList();
        Query joined = modifiers.has(Modifier.ALL) ? And.of(distinct) : Or.of(distinct);
        return modifiers.has(Modifier.NEQ) ? new Not(joined) : joined;
    }

    private List<Yaml.Scalar> scalars(Mark at, Yaml value) {
        List<Yaml> items = value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
        List<Yaml.Scalar> scalars = new ArrayList<>();
        for (Yaml item : items) {
            if (item instanceof Yaml.Scalar scalar) scalars.add(scalar);
            else faults.broken(item.mark(), "a value must be a text, a number or nothing, not " + item.kind());
        }
        if (items.isEmpty()) faults.broken(at, "the list of values is empty");
        return scalars;
    }

    /** JSON null is no value of ours, so a field that is null is one that is not there. */
    private Query absent(Modifiers modifiers, Yaml.Scalar scalar, List<String> names) {
        boolean plain = modifiers.all().stream().allMatch(one -> one == Modifier.NEQ || one == Modifier.ALL);
        if (!plain) faults.broken(scalar.mark(), "null goes with no modifier but neq");
        return new Not(Or.of(names.stream().map(Exists::new).toList()));
    }

    private List<String> names(Mark at, String field) {
        List<String> names = field.isEmpty() ? List.of() : map.names(field);
        if (field.isEmpty()) faults.broken(at, "a field name is missing");
        else if (names.isEmpty())
            faults.add(Why.UNMAPPED, at, "field '" + field + "' has no name in the map '" + map.name() + "'");
        return names.isEmpty() ? List.of("nothing") : names;
    }
}
