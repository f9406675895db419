package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads rule files: Prometheus' outer shape with the keys of {@link Rule} inside. All problems are reported at once.
 */
public final class RuleFiles {
    private RuleFiles() {}

    /**
     * Reads every rule file of a folder, sorted by name: {@code *.yml} and {@code *.yaml}, without the tests in
     * {@code *.test.yml}. A missing folder has no rules; a file that cannot be read is a problem.
     */
    public static RuleSet load(Path folder, Problems problems) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files(folder, problems)) {
            String name = String.valueOf(file.getFileName());
            try {
                texts.put(name, Files.readString(file));
            } catch (IOException e) {
                problems.add(new Mark(name, 1, 1), "cannot read rule file: " + e.getMessage());
            }
        }
        return parse(texts, problems);
    }

    private static List<Path> files(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> isRuleFile(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(new Mark(folder.toString(), 1, 1), "cannot list rule files: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isRuleFile(String name) {
        boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
        return yaml && !name.endsWith(".test.yml") && !name.endsWith(".test.yaml");
    }

    /**
     * Reads rule files that are in memory.
     *
     * @param textByFile file name to text, in the order in which rules shall stand
     * @return the rules that could be understood; with problems they are not to be used
     */
    public static RuleSet parse(Map<String, String> textByFile, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        Map<String, Mark> names = new HashMap<>();
        textByFile.forEach((file, text) -> {
            Yaml root = YamlFile.read(file, text, problems);
            if (root != null) readFile(Section.of(root, "a rule file", problems), new SourceText(text), names, rules);
        });
        return new RuleSet(rules, List.of());
    }

    private static void readFile(Section file, SourceText source, Map<String, Mark> names, List<Rule> rules) {
        Map<String, Mark> groups = new HashMap<>();
        for (Section group : file.sections("groups")) {
            String name = group.required("name");
            unique("group", name, group.mark("name"), groups, group.problems());
            RuleReader reader = new RuleReader(name, group, source, Known.NOTHING);
            for (Section rule : group.sections("rules")) {
                unique("alert", rule.text("alert", ""), rule.mark("alert"), names, rule.problems());
                Rule read = reader.read(rule);
                if (read != null) rules.add(read);
            }
            group.done();
        }
        file.done();
    }

    private static void unique(String what, String name, Mark at, Map<String, Mark> known, Problems problems) {
        if (name.isEmpty()) return;
        Mark first = known.putIfAbsent(name, at);
        if (first != null) {
            problems.add(at, what + " '" + name + "' is already defined in " + first.file() + ":" + first.line());
        }
    }
}
