package io.tocsin.routing;

import io.tocsin.model.Secret;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the kinds of values that several parts of the file have: secrets in place or in a file, addresses, free mappings. */
final class Settings {
    private final Function<String, @Nullable String> readFile;

    Settings(Function<String, @Nullable String> readFile) {
        this.readFile = readFile;
    }

    /** The secret under a key or in the file that {@code key_file} names; empty when it says nothing, null when neither is there. */
    @Nullable
    Secret secret(Section section, String key) {
        String inline = section.text(key);
        String file = section.text(key + "_file");
        if (inline != null && !inline.isEmpty() && file != null && !file.isEmpty()) {
            section.problem(key, "at most one of '" + key + "' and '" + key + "_file' can be given");
        }
        if (inline != null && !inline.isEmpty()) return new Secret(inline);
        if (file != null && !file.isEmpty()) return file(section, key + "_file", file);
        return inline == null && file == null ? null : Secret.NONE;
    }

    /** What a file says, without blanks around it; one that cannot be read is a warning and says nothing. */
    Secret file(Section section, String key, String file) {
        String text = readFile.apply(file);
        if (text != null) return new Secret(text.strip());
        // Alertmanager reads such files when it sends, so a missing one is no reason to refuse the configuration.
        section.problems().warn(section.mark(key), "cannot read '" + file + "': no such file, or not readable");
        return Secret.NONE;
    }

    /** An http or https address that may come from a file; empty when it is unusable, null when not given. */
    @Nullable
    Secret secretUrl(Section section, String key) {
        Secret url = secret(section, key);
        String inline = section.text(key, "");
        if (!inline.isEmpty()) checkUrl(section, key, inline);
        return url;
    }

    String url(Section section, String key, String otherwise) {
        String url = section.text(key, otherwise);
        if (section.has(key) && !url.isEmpty()) checkUrl(section, key, url);
        return url;
    }

    private static void checkUrl(Section section, String key, String text) {
        // A templated address is complete only when it is rendered.
        if (text.contains("{{")) return;
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getRawAuthority() != null) return;
        } catch (URISyntaxException e) {
            // Said below, without the address: it may be a secret.
        }
        section.problem(key, "'" + key + "' must be an address such as https://host/path");
    }

    /** Everything below some keys as texts with dotted paths; the keys count as known. */
    static Map<String, String> flatten(Section section, List<String> keys) {
        Map<String, String> flat = new LinkedHashMap<>();
        for (String key : keys) {
            Yaml node = section.node(key);
            if (node != null) flatten(key, node, flat);
        }
        return flat;
    }

    private static void flatten(String path, Yaml node, Map<String, String> flat) {
        switch (node) {
            case Yaml.Scalar scalar -> flat.put(path, scalar.text());
            case Yaml.Sequence sequence -> {
                int index = 0;
                for (Yaml item : sequence.items()) flatten(path + "." + index++, item, flat);
            }
            case Yaml.Mapping mapping ->
                mapping.entries().forEach((key, entry) -> flatten(path + "." + key, entry.value(), flat));
        }
    }

    /** Where everything that {@link #flatten} gives stands. */
    static Map<String, Mark> marks(Section section, List<String> keys) {
        Map<String, Mark> marks = new LinkedHashMap<>();
        for (String key : keys) {
            Yaml node = section.node(key);
            if (node != null) marks(key, node, marks);
        }
        return marks;
    }

    private static void marks(String path, Yaml node, Map<String, Mark> marks) {
        switch (node) {
            case Yaml.Scalar scalar -> marks.put(path, scalar.mark());
            case Yaml.Sequence sequence -> {
                int index = 0;
                for (Yaml item : sequence.items()) marks(path + "." + index++, item, marks);
            }
            case Yaml.Mapping mapping ->
                mapping.entries().forEach((key, entry) -> marks(path + "." + key, entry.value(), marks));
        }
    }

    /** A mapping that is read and checked elsewhere or not at all: its keys count as known. */
    static void accept(Section section, String... keys) {
        for (String key : keys) section.has(key);
    }

    /** The items of a list, with those that say nothing as empty mappings: some lists of Alertmanager allow them. */
    static List<Section> sectionsOrEmpty(Section section, String key) {
        Problems problems = section.problems();
        return section.list(key).stream()
                .map(item -> item instanceof Yaml.Scalar scalar && scalar.isNull()
                        ? new Section(new Yaml.Mapping(item.mark(), Map.of()), problems)
                        : Section.of(item, "an item of '" + key + "'", problems))
                .toList();
    }
}
