package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.HashMap;
import java.util.Map;

/** Where rules and profiles stand in their files, for what is found out about them after reading. */
public final class Places {
    /** Of rules that come from no file. */
    public static final Places NONE = new Places();

    private final Map<String, Entry> entries = new HashMap<>();

    Places() {}

    private record Entry(Section section, SourceText source) {}

    void put(String name, Section section, SourceText source) {
        entries.put(name, new Entry(section, source));
    }

    /** Where a rule begins. */
    public Mark of(Rule rule) {
        Entry entry = entries.get(rule.name());
        return entry == null ? new Mark(rule.file(), 1, 1) : entry.section().mark();
    }

    /** Where the value of a key of a rule begins, or the rule when it has no such key. */
    public Mark of(Rule rule, String key) {
        Entry entry = entries.get(rule.name());
        return entry == null ? of(rule) : entry.section().mark(key);
    }

    /** Where a word stands in the value of a key, or the value when it is not there as such. */
    public Mark of(Rule rule, String key, String word) {
        Entry entry = entries.get(rule.name());
        if (entry == null || !(entry.section().node(key) instanceof Yaml.Scalar scalar)) return of(rule, key);
        int position = scalar.text().indexOf(word);
        return position < 0
                ? scalar.mark()
                : entry.source().place(scalar.mark(), scalar.text(), position);
    }
}
