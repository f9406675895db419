package io.tocsin.server.config;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays {@code --set a.b=value} over a file, as if it had been written there. */
final class Overrides {
    private static final Mark COMMAND_LINE = new Mark("--set", 1, 1);

    private Overrides() {}

    static Yaml.Mapping apply(Yaml.Mapping root, Map<String, String> overrides) {
        Yaml.Mapping merged = root;
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            merged = put(merged, override.getKey().split("\\.", -1), 0, override.getValue());
        }
        return merged;
    }

    private static Yaml.Mapping put(Yaml.Mapping mapping, String[] path, int depth, String value) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>(mapping.entries());
        Yaml below = mapping.value(path[depth]);
        Yaml replacement;
        if (depth == path.length - 1) {
            replacement = value(value);
        } else {
            Yaml.Mapping inner = below instanceof Yaml.Mapping old ? old : new Yaml.Mapping(COMMAND_LINE, Map.of());
            replacement = put(inner, path, depth + 1, value);
        }
        entries.put(path[depth], new Yaml.Entry(COMMAND_LINE, replacement));
        return new Yaml.Mapping(mapping.mark(), entries);
    }

    /** A text as it is, or a list such as {@code [a, b]}: the commas of a text must not cut it. */
    private static Yaml value(String text) {
        if (text.startsWith("[") && text.endsWith("]") && !text.startsWith("[::")) {
            Yaml list = YamlFile.read("--set", text, new Problems());
            if (list instanceof Yaml.Sequence) return list;
        }
        return new Yaml.Scalar(COMMAND_LINE, text, text.isEmpty());
    }
}
