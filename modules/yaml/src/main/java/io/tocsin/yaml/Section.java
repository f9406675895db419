package io.tocsin.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that is read key by key. It remembers which keys were asked for, and {@link #done} reports the others as unknown
 * with the nearest known one; so a reader that asks for what it needs validates by reading. A problem never throws: the
 * default is returned and the caller goes on, to find the next one.
 */
public final class Section {
    private final Yaml.Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    public Section(Yaml.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** The node as a section; anything but a mapping is a problem and reads as an empty one. */
    public static Section of(Yaml node, String what, Problems problems) {
        if (node instanceof Yaml.Mapping mapping) return new Section(mapping, problems);
        problems.add(node.mark(), what + " must be a mapping, not " + node.kind());
        return new Section(new Yaml.Mapping(node.mark(), Map.of()), problems);
    }

    public Mark mark() {
        return mapping.mark();
    }

    /** Where the value of a key stands, or the section itself when the key is absent. */
    public Mark mark(String key) {
        Yaml value = mapping.value(key);
        return value == null ? mapping.mark() : value.mark();
    }

    public Problems problems() {
        return problems;
    }

    /** Reports a problem at the value of a key. */
    public void problem(String key, String message) {
        problems.add(mark(key), message);
    }

    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    public boolean has(String key) {
        asked.add(key);
        return present(key) != null;
    }

    /** The raw node, or null when the key is absent or says nothing. */
    public @Nullable Yaml node(String key) {
        asked.add(key);
        return present(key);
    }

    private @Nullable Yaml present(String key) {
        Yaml value = mapping.value(key);
        return value instanceof Yaml.Scalar scalar && scalar.isNull() ? null : value;
    }

    /** The text of a scalar, or null when the key is absent. */
    public @Nullable String text(String key) {
        Yaml node = node(key);
        if (node == null) return null;
        if (node instanceof Yaml.Scalar scalar) return scalar.text();
        problems.add(node.mark(), "'" + key + "' must be a text, not " + node.kind());
        return null;
    }

    public String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    /** The text of a key that must be there and say something; its absence is a problem and reads as empty. */
    public String required(String key) {
        String text = text(key);
        if ((text == null || text.isEmpty()) && !(node(key) instanceof Yaml.Sequence)) {
            problems.add(mark(key), "'" + key + "' is required");
        }
        return text == null ? "" : text;
    }

    /** A duration as Prometheus writes it. */
    public Duration duration(String key, Duration otherwise) {
        return scalar(key, otherwise, "a duration such as 30s, 5m or 1h30m", Durations::parse);
    }

    public long number(String key, long otherwise) {
        return scalar(key, otherwise, "a whole number", Section::wholeNumber);
    }

    /** YAML 1.2 booleans and the yes, no, on, off of older files. */
    public boolean flag(String key, boolean otherwise) {
        return scalar(key, otherwise, "true or false", Section::parseFlag);
    }

    private static @Nullable Long wholeNumber(String text) {
        try {
            return Long.valueOf(text.replace("_", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Boolean parseFlag(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> null;
        };
    }

    /** A scalar of any form: {@code parse} answers null for what it cannot read. */
    public <T> T scalar(String key, T otherwise, String form, Function<String, @Nullable T> parse) {
        String text = text(key);
        if (text == null) return otherwise;
        T value = parse.apply(text);
        if (value != null) return value;
        problems.add(mark(key), "'" + key + "' must be " + form + ", not '" + text + "'");
        return otherwise;
    }

    /** The items of a list; a single value counts as a list of one; empty when the key is absent. */
    public List<Yaml> list(String key) {
        Yaml node = node(key);
        if (node == null) return List.of();
        return node instanceof Yaml.Sequence sequence ? sequence.items() : List.of(node);
    }

    /** A list of texts; a single text counts as a list of one. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Yaml item : list(key)) {
            if (item instanceof Yaml.Scalar scalar) texts.add(scalar.text());
            else problems.add(item.mark(), "'" + key + "' must be a list of texts, not of " + item.kind());
        }
        return texts;
    }

    /** A list of mappings. */
    public List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Yaml item : list(key)) sections.add(of(item, "an item of '" + key + "'", problems));
        return sections;
    }

    /** A mapping below this one, or null when the key is absent. */
    public @Nullable Section section(String key) {
        Yaml node = node(key);
        return node == null ? null : of(node, "'" + key + "'", problems);
    }

    /** A mapping whose keys are names that the user chose, each with a mapping: in the order of the file. */
    public Map<String, Section> named(String key) {
        Map<String, Section> named = new LinkedHashMap<>();
        Section section = section(key);
        if (section == null) return named;
        section.mapping
                .entries()
                .forEach((name, entry) -> named.put(name, of(entry.value(), "'" + name + "'", problems)));
        return named;
    }

    /** A mapping of texts, such as labels; values may be any scalar. */
    public Map<String, String> textMap(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        Section section = section(key);
        if (section == null) return map;
        for (String name : section.keys()) map.put(name, section.text(name, ""));
        return map;
    }

    /** Ends the reading: every key that nobody asked for is a problem, with the nearest one that would have been right. */
    public void done() {
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                problems.add(entry.key(), "unknown key '" + key + "'" + Nearest.hint(key, asked));
            }
        });
    }
}
