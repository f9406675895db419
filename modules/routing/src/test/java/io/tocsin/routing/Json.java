package io.tocsin.routing;

import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads recorded scenarios: every value is a map, a list or a text. */
final class Json {
    private Json() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }

    /** JSON is YAML. */
    static @Nullable Object json(String text) {
        return value(YamlFile.read("json", text, new Problems()));
    }

    private static @Nullable Object value(@Nullable Yaml node) {
        return switch (node) {
            case null -> null;
            case Yaml.Scalar scalar -> scalar.text();
            case Yaml.Sequence sequence ->
                sequence.items().stream()
                        .<@Nullable Object>map(item -> value(item))
                        .toList();
            case Yaml.Mapping mapping -> {
                Map<String, @Nullable Object> map = new TreeMap<>();
                mapping.entries().forEach((key, entry) -> map.put(key, value(entry.value())));
                yield map;
            }
        };
    }

    @SuppressWarnings("unchecked") // value() makes nothing else of a mapping
    static Map<String, Object> map(@Nullable Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object node) {
        return node instanceof List<?> list ? list : List.of();
    }
}
