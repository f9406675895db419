package io.tocsin.template;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list with methods: the alerts, the pairs of a label set, their names. */
final class Lists extends AbstractList<Object> implements HasMethods {
    private final List<?> items;
    private final Map<String, Function> methods;

    private Lists(List<?> items, Map<String, Function> methods) {
        this.items = items;
        this.methods = methods;
    }

    /** Texts, which can be joined. */
    static Lists strings(List<String> strings) {
        return new Lists(strings, Map.of("Join", arguments -> {
            arguments.expect(1, 1);
            return String.join(arguments.text(0), strings);
        }));
    }

    /** Names with their values. */
    static Lists pairs(Map<String, String> sorted) {
        List<Struct> pairs = sorted.entrySet().stream()
                .map(entry ->
                        Struct.of("Pair").with("Name", "Name", entry.getKey()).with("Value", "Value", entry.getValue()))
                .toList();
        return new Lists(
                pairs,
                Map.of(
                        "Names", arguments -> strings(List.copyOf(sorted.keySet())),
                        "Values", arguments -> strings(List.copyOf(sorted.values())),
                        "String", arguments -> KeyValues.print(sorted)));
    }

    /** Alerts, each a struct with a field {@code Status}. */
    static Lists alerts(List<Struct> alerts) {
        return new Lists(
                alerts,
                Map.of(
                        "Firing", arguments -> withStatus(alerts, "firing"),
                        "Resolved", arguments -> withStatus(alerts, "resolved")));
    }

    private static List<Struct> withStatus(List<Struct> alerts, String status) {
        return alerts.stream()
                .filter(alert -> alert.value("Status").equals(status))
                .toList();
    }

    @Override
    public Optional<Function> method(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }
}
