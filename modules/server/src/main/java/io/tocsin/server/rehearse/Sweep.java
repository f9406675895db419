package io.tocsin.server.rehearse;

import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Other thresholds to try for a rule.
 *
 * @param rule its name; with {@code /warning} behind it the threshold of that severity is meant
 * @param values as they shall stand behind the comparison, such as {@code 20} or {@code 5%}
 */
public record Sweep(String rule, List<String> values) {
    /** The last comparison of a condition: what stands behind it is the threshold. */
    private static final Pattern THRESHOLD = Pattern.compile("^(.*[<>]=?\\s*)([^\\s<>]+)(\\s*)$", Pattern.DOTALL);

    private static final int VALUES_MAX = 20;

    public Sweep {
        values = List.copyOf(values);
    }

    /**
     * Reads {@code Rule=10,20,40}.
     *
     * @throws IllegalArgumentException when it is none; the message says what would be right
     */
    public static Sweep parse(String text) {
        int equals = text.indexOf('=');
        List<String> values = equals < 0
                ? List.of()
                : Stream.of(text.substring(equals + 1).split(","))
                        .map(String::strip)
                        .filter(v -> !v.isEmpty())
                        .toList();
        if (equals < 1 || values.isEmpty() || values.size() > VALUES_MAX) {
            throw new IllegalArgumentException(
                    "a sweep is Rule=10,20,40 with at most " + VALUES_MAX + " values, not '" + text + "'");
        }
        return new Sweep(text.substring(0, equals).strip(), values);
    }

    /**
     * The rules with each of the values in turn.
     *
     * @throws IllegalArgumentException when there is no such rule, or its condition has no threshold
     */
    List<Version> versions(Version of) {
        String name = alert(of);
        String severity = rule.substring(name.length()).replaceFirst("/", "").strip();
        List<Version> versions = versions(of, name, severity);
        if (!versions.isEmpty()) return versions;
        throw new IllegalArgumentException("cannot try other thresholds: there is no rule '" + rule + "'");
    }

    /** The name of the rule itself, without a severity behind it. */
    String alert(Version of) {
        boolean whole =
                of.rules().rules().stream().anyMatch(known -> known.name().equals(rule));
        int slash = rule.lastIndexOf('/');
        return whole || slash < 1 ? rule : rule.substring(0, slash);
    }

    private List<Version> versions(Version of, String name, String severity) {
        for (Map.Entry<String, String> file : of.texts().entrySet()) {
            Yaml.Scalar compared = compared(file.getKey(), file.getValue(), name, severity);
            if (compared == null) continue;
            List<Version> versions = new ArrayList<>();
            for (String value : values) versions.add(version(of, file.getKey(), compared, value));
            return versions;
        }
        return List.of();
    }

    /** What the rule of that name compares with: behind {@code when:}, or behind one of its severities. */
    private static Yaml.@Nullable Scalar compared(String file, String text, String name, String severity) {
        Problems ignored = new Problems();
        Yaml root = YamlFile.read(file, text, ignored);
        if (!(root instanceof Yaml.Mapping mapping)) return null;
        for (Section group : new Section(mapping, ignored).sections("groups")) {
            for (Section candidate : group.sections("rules")) {
                if (!name.equals(candidate.text("alert"))) continue;
                Section tiers = severity.isEmpty() ? null : candidate.section("severity");
                Yaml compared = tiers == null ? candidate.node("when") : tiers.node(severity);
                if (compared instanceof Yaml.Scalar scalar && (tiers != null || severity.isEmpty())) return scalar;
                throw new IllegalArgumentException("cannot try other thresholds: " + name + " has no severity '"
                        + severity + "' with a threshold of its own");
            }
        }
        return null;
    }

    private Version version(Version of, String file, Yaml.Scalar when, String value) {
        Matcher threshold = THRESHOLD.matcher(when.text());
        if (!threshold.matches()) {
            throw new IllegalArgumentException("cannot try other thresholds: '" + when.text() + "' of " + rule
                    + " has none; of severities with one each name one, as in Rule/warning=1%,2%");
        }
        Map<String, String> texts = new LinkedHashMap<>(of.texts());
        texts.put(file, replaced(texts.getOrDefault(file, ""), when, threshold.group(1) + value));
        Problems problems = new Problems();
        Version version = Version.read(rule + " at " + value, texts, of.folder(), problems);
        if (problems.isEmpty()) return version;
        throw new IllegalArgumentException("cannot try '" + value + "' for " + rule + ": "
                + problems.list().getFirst());
    }

    /** The text of the file with another scalar in that place. */
    private static String replaced(String text, Yaml.Scalar old, String condition) {
        int start = 0;
        for (int line = 1; line < old.mark().line(); line++) start = text.indexOf('\n', start) + 1;
        start = text.offsetByCodePoints(start, old.mark().column() - 1);
        int end = text.indexOf(old.text(), start);
        if (end < 0)
            throw new IllegalArgumentException("cannot try other thresholds: write '" + old.text() + "' on one line");
        return text.substring(0, end)
                + condition
                + text.substring(end + old.text().length());
    }
}
