package io.tocsin.model;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public Labels {
        TreeMap<String, String> copy = new TreeMap<>(map);
        copy.values().removeIf(String::isEmpty);
        map = Collections.unmodifiableSortedMap(copy);
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
        TreeMap<String, String> copy = new TreeMap<>(map);
        copy.keySet().retainAll(names);
        return new Labels(copy);
    }

    /**
     * FNV-1a, 64 bit, over each name, 0xFF, value, 0xFF in order of name: the fingerprint of Prometheus and Alertmanager, so
     * that both show the same one.
     */
    public long fingerprint() {
        long hash = FNV_OFFSET;
        for (Map.Entry<String, String> label : map.entrySet()) {
            hash = separator(add(separator(add(hash, label.getKey())), label.getValue()));
        }
        return hash;
    }

    private static long add(long hash, String text) {
        long mixed = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) mixed = (mixed ^ (b & 0xff)) * FNV_PRIME;
        return mixed;
    }

    private static long separator(long hash) {
        return (hash ^ 0xff) * FNV_PRIME;
    }

    /** {@code {a="b", c="d"}} with quotes and backslashes escaped: the form inside Alertmanager's group keys. */
    @Override
    public String toString() {
        return map.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escape(label.getValue()) + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
