package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads all rule files together: first what they define for each other, then the rules. */
final class RuleFolder {
    private final Definitions definitions;
    private final Problems problems;
    private final List<Group> groups = new ArrayList<>();
    private final List<Section> files = new ArrayList<>();
    private final Map<String, Mark> ruleNames = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Places places = new Places();

    RuleFolder(ListFiles lists, Problems problems) {
        this.definitions = new Definitions(lists);
        this.problems = problems;
    }

    private record Group(String name, Section section, SourceText source) {}

    RuleSet read(Map<String, String> textByFile) {
        textByFile.forEach(this::define);
        groups.forEach(group -> definitions.readProfiles(group.section(), group.source()));
        Known known = definitions.known();
        groups.forEach(group -> readRules(group, known));
        files.forEach(Section::done);
        return new RuleSet(rules, definitions.profiles(), places);
    }

    private void define(String name, String text) {
        Yaml root = YamlFile.read(name, text, problems);
        if (root == null) return;
        Section file = Section.of(root, "a rule file", problems);
        files.add(file);
        definitions.read(file);
        Map<String, Mark> names = new HashMap<>();
        for (Section section : file.sections("groups")) {
            String group = section.required("name");
            unique("group", group, section.mark("name"), names);
            definitions.read(section);
            groups.add(new Group(group, section, new SourceText(text)));
        }
    }

    private void readRules(Group group, Known known) {
        RuleReader reader = new RuleReader(group.name(), group.section(), group.source(), known);
        for (Section rule : group.section().sections("rules")) {
            String key = rule.has("record") ? "record" : "alert";
            unique(key, rule.text(key, ""), rule.mark(key), ruleNames);
            Rule read = reader.read(rule);
            if (read == null) continue;
            rules.add(read);
            places.put(read.name(), rule, group.source());
        }
        group.section().done();
    }

    private void unique(String what, String name, Mark at, Map<String, Mark> known) {
        if (name.isEmpty()) return;
        Mark first = known.putIfAbsent(name, at);
        if (first != null) {
            problems.add(at, what + " '" + name + "' is already defined in " + first.file() + ":" + first.line());
        }
    }
}
