package io.tocsin.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The keys of a mapping of alertmanager.yml, what each must be, and what must hold between them. Immutable: each method gives
 * a new one.
 *
 * @param hints for keys that people look for and that are written otherwise: what to write
 */
record Shape(Map<String, Kind> keys, List<Consumer<Values>> rules, Map<String, String> hints) {
    static final Shape EMPTY = new Shape(Map.of(), List.of(), Map.of());

    Shape {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        rules = List.copyOf(rules);
        hints = Map.copyOf(hints);
    }

    /** Adds keys of one kind, with blanks between them. */
    Shape with(Kind kind, String names) {
        Map<String, Kind> more = new LinkedHashMap<>(keys);
        for (String name : names.split(" ", -1)) more.put(name, kind);
        return new Shape(more, rules, hints);
    }

    /** Adds a secret that may stand here or in a file. */
    Shape secret(String name) {
        return either(Kind.SECRET, name);
    }

    /** Adds a value that may stand here or in the file that {@code name_file} says, and not in both. */
    Shape either(Kind kind, String name) {
        String file = name + "_file";
        return with(kind, name).with(Kind.TEXT, file).rule(values -> values.atMostOne(name, file));
    }

    Shape rule(Consumer<Values> rule) {
        List<Consumer<Values>> more = new ArrayList<>(rules);
        more.add(rule);
        return new Shape(keys, more, hints);
    }

    /** Keys that must be there. */
    Shape required(String... names) {
        return rule(values -> {
            for (String name : names) values.require(name);
        });
    }

    Shape hint(String name, String instead) {
        Map<String, String> more = new LinkedHashMap<>(hints);
        more.put(name, instead);
        return new Shape(keys, rules, more);
    }

    /** Adds everything that another shape has. */
    Shape including(Shape other) {
        Shape all = this;
        for (Map.Entry<String, Kind> key : other.keys.entrySet()) all = all.with(key.getValue(), key.getKey());
        for (Consumer<Values> rule : other.rules) all = all.rule(rule);
        for (Map.Entry<String, String> hint : other.hints.entrySet()) all = all.hint(hint.getKey(), hint.getValue());
        return all;
    }
}
