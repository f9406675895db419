package io.tocsin.sigma;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Reads files of maps. */
final class MapReader {
    private final Problems problems;
    private final List<SourceMap> maps = new ArrayList<>();

    private MapReader(Problems problems) {
        this.problems = problems;
    }

    static List<SourceMap> read(String file, String text, Problems problems) {
        Yaml root = YamlFile.read(file, text, problems);
        if (root == null) return List.of();
        MapReader reader = new MapReader(problems);
        Section section = Section.of(root, "a file of maps", problems);
        section.sections("maps").forEach(reader::map);
        section.done();
        return reader.maps;
    }

    private void map(Section map) {
        String name = map.required("name");
        Query match = query(map);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Section names = map.section("fields");
        if (names != null) names.keys().forEach(field -> fields.put(field, names.texts(field)));
        List<String> others = others(map);
        List<Section> sources = map.sections("sources");
        if (sources.isEmpty()) map.problem("sources", "a map needs 'sources': the log sources that it is for");
        for (Section source : sources) {
            Query both = And.of(Stream.of(match, query(source))
                    .filter(query -> !(query instanceof All))
                    .toList());
            maps.add(new SourceMap(name, pattern(source), both, fields, others));
            source.done();
        }
        map.done();
    }

    /** A star stands for the name; without the key names stay as they are. */
    private static List<String> others(Section map) {
        List<String> others = map.has("others") ? map.texts("others") : List.of("*");
        if (others.equals(List.of("none"))) return List.of();
        for (String other : others) {
            if (!other.endsWith("*"))
                map.problem(
                        "others",
                        "'others' must be names that end in *, such as extra.*, or none, not '" + other + "'");
        }
        return others.stream().filter(other -> other.endsWith("*")).toList();
    }

    private Query query(Section section) {
        String text = section.text("match", "");
        try {
            return Query.parse(text);
        } catch (QuerySyntaxException e) {
            problems.add(section.mark("match"), String.valueOf(e.getMessage()));
            return new All();
        }
    }

    private static SourceMap.Pattern pattern(Section source) {
        SourceMap.Pattern pattern =
                new SourceMap.Pattern(words(source, "product"), words(source, "category"), words(source, "service"));
        if (pattern.isEmpty())
            source.problems().add(source.mark(), "a source needs a product, a category or a service");
        return pattern;
    }

    private static List<String> words(Section source, String key) {
        return source.texts(key).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
