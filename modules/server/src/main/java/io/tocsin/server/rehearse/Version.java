package io.tocsin.server.rehearse;

import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A set of rule files as somebody wrote it.
 *
 * @param name what people call it, such as the folder
 * @param texts file name to text, in the order in which rules stand
 */
public record Version(String name, Map<String, String> texts, RuleSet rules) {
    public Version {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** Reads rule files; with problems it is not to be used. */
    public static Version read(String name, Map<String, String> texts, Problems problems) {
        Problems found = new Problems();
        RuleSet rules = RuleFiles.parse(texts, found);
        for (Problem problem : found.list()) {
            // Budgets are read here (Budgets), and the reader of rules does not know them yet.
            if (problem.message().startsWith("unknown key 'budget'")) continue;
            problems.add(new Mark(problem.file(), problem.line(), problem.column()), problem.message());
        }
        return new Version(name, texts, rules);
    }
}
