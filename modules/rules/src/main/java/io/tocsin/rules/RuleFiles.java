package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        return parse(texts, folder, problems);
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
     * Reads rule files that are in memory and lie in no folder: {@code lists:} are problems.
     *
     * @param textByFile file name to text, in the order in which rules shall stand
     * @return the rules that could be understood; with problems they are not to be used
     */
    public static RuleSet parse(Map<String, String> textByFile, Problems problems) {
        return new RuleFolder(ListFiles.none(), problems).read(textByFile);
    }

    /**
     * Reads rule files that are in memory, with lists from elsewhere.
     *
     * @param textByFile file name to text, in the order in which rules shall stand
     * @param lists the text of a file of {@code lists:} by its name in the rule file, or null when it cannot be read
     * @return the rules that could be understood; with problems they are not to be used
     */
    public static RuleSet parse(
            Map<String, String> textByFile, Function<String, @Nullable String> lists, Problems problems) {
        return new RuleFolder(ListFiles.from(lists), problems).read(textByFile);
    }

    /**
     * Reads rule files that are in memory.
     *
     * @param textByFile file name to text, in the order in which rules shall stand
     * @param folder where the files of {@code lists:} lie
     * @return the rules that could be understood; with problems they are not to be used
     */
    public static RuleSet parse(Map<String, String> textByFile, Path folder, Problems problems) {
        return new RuleFolder(ListFiles.in(folder), problems).read(textByFile);
    }
}
