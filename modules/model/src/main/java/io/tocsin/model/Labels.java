package io.tocsin.model;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an alert: names to values, sorted by name. A label with an empty value is no label, as in Alertmanager.
 * Immutable; equal by content.
 */
public record Labels(SortedMap<String, String> map) {
    /** The label that names the rule. */
    public static final String ALERTNAME = "alertname";

    public static final String SEVERITY = "severity";
    public static final String SERVICE = "service";

    public static final Labels EMPTY = new Labels(new TreeMap<>());

    public Labels {
        map = LabelMap.of(map);
    }

    public static Labels of(Map<String, String> map) {
        return new Labels(new TreeMap<>(map));
    }

    /** Alternating names and values. */
    public static Labels of(String... pairs) {
        TreeMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return new Labels(map);
    }

    public @Nullable String get(String name) {
        return map.get(name);
    }

    /** The value, or the empty text: for matchers a missing label is an empty one. */
    public String orEmpty(String name) {
        return map.getOrDefault(name, "");
    }

    /** These labels and the given one; an empty value takes the label away. */
    public Labels with(String name, String value) {
        TreeMap<String, String> copy = new TreeMap<>(map);
        copy.put(name, value);
        return new Labels(copy);
    }

    /** Only the named labels that are present. */
    public Labels only(Collection<String> names) {
        return new Labels(compact().only(names));
    }

    /**
     * Equal labels out of other objects, for whoever keeps many and wants equal texts to be one object.
     *
     * @param equal must give an equal text for each
     */
    public Labels outOf(UnaryOperator<String> equal) {
        return new Labels(compact().outOf(equal));
    }

    private LabelMap compact() {
        return LabelMap.of(map);
    }

    /**
     * FNV-1a, 64 bit, over each name, 0xFF, value, 0xFF in order of name: the fingerprint of Prometheus and Alertmanager, so
     * that both show the same one.
     */
    public long fingerprint() {
        return compact().fingerprint();
    }

    /** {@code {a="b", c="d"}} with quotes and backslashes escaped: the form inside Alertmanager's group keys. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        map.forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append("=\"")
                .append(escape(value))
                .append('"'));
        return text.append('}').toString();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
