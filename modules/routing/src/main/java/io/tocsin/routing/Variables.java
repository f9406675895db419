package io.tocsin.routing;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values of environment variables into every scalar: a name in braces after a dollar sign, with a default after {@code
 * :-} where there is one. Two dollar signs stand for one that is meant. What is inside a template action (double braces)
 * stays as it is, because group references look the same there.
 */
final class Variables {
    private static final Pattern FORM =
            Pattern.compile("\\{\\{.*?}}|\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}", Pattern.DOTALL);

    private final Function<String, @Nullable String> environment;
    private final Problems problems;
    private final Set<Mark> vacant = new HashSet<>();

    Variables(Function<String, @Nullable String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The same tree with all variables replaced; one that has neither value nor default is a problem and reads as empty. */
    Yaml in(Yaml node) {
        return switch (node) {
            case Yaml.Scalar scalar -> scalar(scalar);
            case Yaml.Sequence sequence ->
                new Yaml.Sequence(
                        sequence.mark(), sequence.items().stream().map(this::in).toList());
            case Yaml.Mapping mapping -> {
                Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
                mapping.entries()
                        .forEach((key, entry) -> entries.put(key, new Yaml.Entry(entry.key(), in(entry.value()))));
                yield new Yaml.Mapping(mapping.mark(), entries);
            }
        };
    }

    private Yaml scalar(Yaml.Scalar scalar) {
        if (!scalar.text().contains("${")) return scalar;
        String text = FORM.matcher(scalar.text()).replaceAll(found -> quoted(value(scalar.mark(), found)));
        if (text.isEmpty()) vacant.add(scalar.mark());
        return new Yaml.Scalar(scalar.mark(), text, false);
    }

    /** Where nothing is left of a text once its variables are replaced: it is not known yet, and not forgotten. */
    Set<Mark> vacant() {
        return vacant;
    }

    private static String quoted(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }

    private String value(Mark at, MatchResult found) {
        String name = found.group(1);
        if (name == null) return found.group().equals("$${") ? "${" : found.group();
        String value = environment.apply(name);
        String otherwise = found.group(2);
        // As in a shell, ":-" also stands in for a variable that is set to nothing.
        if (value != null && !(value.isEmpty() && otherwise != null)) return value;
        if (otherwise != null) return otherwise;
        problems.add(at, "environment variable '" + name + "' is not set: set it, or write ${" + name + ":-default}");
        return "";
    }
}
