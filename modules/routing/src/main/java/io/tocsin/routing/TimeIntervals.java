package io.tocsin.routing;

import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a time interval that does not stand in a file, such as the hours of a silence. */
public final class TimeIntervals {
    private static final String NAME = "during";

    private TimeIntervals() {}

    /**
     * Reads the list that stands under {@code time_intervals} of a named interval in alertmanager.yml.
     *
     * @param list YAML or JSON in one line
     * @throws IllegalArgumentException with everything that is wrong with it
     */
    public static TimeInterval parse(String list) {
        Problems problems = new Problems();
        String file = "{time_intervals: [{name: " + NAME + ", time_intervals: " + list + "}]}";
        Yaml root = YamlFile.read(NAME, file, problems);
        Map<String, TimeInterval> read =
                root == null ? Map.of() : TimeIntervalReader.read(Section.of(root, "the interval", problems));
        TimeInterval interval = read.get(NAME);
        if (interval == null || !problems.isEmpty()) throw new IllegalArgumentException(reasons(problems));
        return interval;
    }

    private static String reasons(Problems problems) {
        return problems.list().stream().map(Problem::message).collect(Collectors.joining("; "));
    }
}
