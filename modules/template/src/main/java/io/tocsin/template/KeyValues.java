package io.tocsin.template;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Labels or annotations. A key that is missing reads as empty text. */
final class KeyValues extends AbstractMap<String, String> implements HasMethods {
    private static final String FIRST = "alertname";

    private static final Map<String, Method> METHODS = Map.of(
            "SortedPairs", (labels, arguments) -> Lists.pairs(labels.pairs),
            "Names", (labels, arguments) -> Lists.strings(List.copyOf(labels.pairs.keySet())),
            "Values", (labels, arguments) -> Lists.strings(List.copyOf(labels.pairs.values())),
            "String", (labels, arguments) -> print(labels.pairs),
            "Remove", (labels, arguments) -> without(labels, arguments));

    private interface Method {
        Object call(KeyValues labels, Arguments arguments);
    }

    private final Map<String, String> pairs;

    KeyValues(Map<String, String> map) {
        pairs = new TreeMap<>((one, other) -> {
            if (one.equals(other)) return 0;
            return one.equals(FIRST) ? -1 : other.equals(FIRST) ? 1 : one.compareTo(other);
        });
        pairs.putAll(map);
    }

    static String print(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Object without(KeyValues labels, Arguments arguments) {
        arguments.expect(1, 1);
        Map<String, String> rest = new TreeMap<>(labels.pairs);
        rest.keySet().removeAll(Set.copyOf(arguments.texts(0)));
        return new KeyValues(rest);
    }

    @Override
    public Optional<Function> method(String name) {
        return Optional.ofNullable(METHODS.get(name)).map(method -> arguments -> method.call(this, arguments));
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return pairs.entrySet();
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        return key instanceof String name ? pairs.get(name) : null;
    }
}
