package io.tocsin.routing;

import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code inhibit_rules}, and the matchers of rules and routes alike. */
final class InhibitReader {
    private final MatcherMode mode;

    InhibitReader(MatcherMode mode) {
        this.mode = mode;
    }

    List<InhibitRule> read(Section file) {
        List<InhibitRule> rules = new ArrayList<>();
        for (Section section : Lists.sectionsOrEmpty(file, "inhibit_rules")) {
            rules.add(new InhibitRule(
                    section.text("name", ""),
                    matchers(section, "source_"),
                    matchers(section, "target_"),
                    labelNames(section, "equal")));
            section.done();
        }
        return rules;
    }

    /** The conditions under {@code match}, {@code match_re} and {@code matchers}, in the order of group keys. */
    Matchers matchers(Section section, String prefix) {
        List<Matcher> all = new ArrayList<>();
        section.textMap(prefix + "match")
                .forEach((name, value) -> classic(section, prefix + "match", name, value, all));
        Section regexes = section.section(prefix + "match_re");
        if (regexes != null) {
            for (String name : regexes.keys()) {
                if (regexes.node(name) == null) regexes.problem(name, "'" + name + "' needs a regular expression");
            }
        }
        section.textMap(prefix + "match_re")
                .forEach((name, value) -> classic(section, prefix + "match_re", name, value, all));
        for (Yaml item : Lists.of(section, prefix + "matchers")) {
            switch (item) {
                case Yaml.Scalar scalar -> parse(section, scalar, all);
                case Yaml.Sequence list -> notText(section, list);
                case Yaml.Mapping mapping -> notText(section, mapping);
            }
        }
        return Matchers.sorted(all);
    }

    private static void notText(Section section, Yaml item) {
        String message = "a matcher must be a text such as 'severity=\"critical\"', not " + item.kind();
        section.problems().add(item.mark(), message);
    }

    private void parse(Section section, Yaml.Scalar scalar, List<Matcher> all) {
        try {
            all.addAll(MatcherSyntax.list(
                    scalar.text(), mode, warning -> section.problems().warn(scalar.mark(), warning)));
        } catch (IllegalArgumentException e) {
            section.problems()
                    .add(
                            scalar.mark(),
                            "cannot read matcher '" + scalar.text() + "': " + e.getMessage()
                                    + "; write it as name=\"value\", with one of = != =~ !~");
        }
    }

    private static void classic(Section section, String key, String name, String value, List<Matcher> all) {
        if (!MatcherSyntax.classicName(name)) {
            section.problem(
                    key, "'" + key + "' knows only names of letters, digits and _, not '" + name + "': use 'matchers'");
            return;
        }
        try {
            if (!key.endsWith("_re")) {
                all.add(new Matcher(name, Operator.EQUAL, value));
                return;
            }
            Regex.compile(value);
            // Alertmanager keeps the anchored form, and it shows in group keys.
            all.add(new Matcher(name, Operator.REGEX, "^(?:" + value + ")$"));
        } catch (IllegalArgumentException e) {
            section.problem(key, String.valueOf(e.getMessage()));
        }
    }

    List<String> labelNames(Section section, String key) {
        List<String> names = Lists.texts(section, key);
        for (String name : names) label(section, key, name);
        return names;
    }

    /** Reports a text that cannot name a label. */
    void label(Section section, String key, String name) {
        if (mode.allowsName(name)) return;
        section.problem(
                key,
                name.isEmpty()
                        ? "'" + key + "' cannot have an empty label name"
                        : "'" + key + "' knows only names of letters, digits and _ in classic mode, not '" + name
                                + "'");
    }
}
