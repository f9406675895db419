package io.tocsin.routing;

import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists as Alertmanager demands them: a single value is none. */
final class Lists {
    private Lists() {}

    /** The items; empty when the key is absent or says nothing. */
    static List<Yaml> of(Section section, String key) {
        Yaml node = section.node(key);
        if (node == null) return List.of();
        if (node instanceof Yaml.Sequence list) return list.items();
        String form = node instanceof Yaml.Scalar scalar ? "[" + scalar.text() + "]" : "- and its keys";
        section.problem(key, "'" + key + "' must be a list: write it as " + form);
        return List.of();
    }

    static List<String> texts(Section section, String key) {
        List<String> texts = new ArrayList<>();
        for (Yaml item : of(section, key)) {
            if (item instanceof Yaml.Scalar scalar) texts.add(scalar.text());
            else section.problems().add(item.mark(), "'" + key + "' must be a list of texts, not of " + item.kind());
        }
        return texts;
    }

    static List<Section> sections(Section section, String key) {
        List<Section> sections = new ArrayList<>();
        for (Yaml item : of(section, key))
            sections.add(Section.of(item, "an item of '" + key + "'", section.problems()));
        return sections;
    }

    /** As {@link #sections}, with items that say nothing as empty mappings: some lists of Alertmanager allow them. */
    static List<Section> sectionsOrEmpty(Section section, String key) {
        List<Section> sections = new ArrayList<>();
        for (Yaml item : of(section, key)) {
            boolean nothing = item instanceof Yaml.Scalar scalar && scalar.isNull();
            Yaml mapping = nothing ? new Yaml.Mapping(item.mark(), Map.of()) : item;
            sections.add(Section.of(mapping, "an item of '" + key + "'", section.problems()));
        }
        return sections;
    }
}
