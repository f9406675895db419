package io.tocsin.rules;

import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code in:} and {@code not_in:} of a rule: fields, perhaps through a function, with one list or several. */
final class MembershipReader {
    private final Section rule;
    private final Known known;

    private MembershipReader(Section rule, Known known) {
        this.rule = rule;
        this.known = known;
    }

    static List<Membership> read(Section rule, Known known) {
        MembershipReader reader = new MembershipReader(rule, known);
        List<Membership> all = new ArrayList<>();
        reader.read("in", true, all);
        reader.read("not_in", false, all);
        return all;
    }

    private void read(String key, boolean inside, List<Membership> all) {
        Section section = rule.section(key);
        if (section == null) return;
        for (String field : section.keys()) {
            try {
                all.add(new Membership(KeyFieldReader.parse(field), lists(section, field), inside));
            } catch (WhenSyntaxException e) {
                section.problem(field, "cannot read '" + key + "': " + e.getMessage());
            }
        }
        if (section.keys().isEmpty())
            rule.problem(key, "'" + key + "' must name a field and a list, as in {ip: tor_exits}");
    }

    private List<ValueList> lists(Section section, String field) {
        List<ValueList> lists = new ArrayList<>();
        for (String name : section.texts(field)) {
            ValueList list = known.lists().get(name);
            if (list != null) {
                lists.add(list);
                continue;
            }
            String hint = Nearest.hint(name, known.lists().keySet());
            rule.problems()
                    .add(
                            section.mark(field),
                            "unknown list '" + name + "'"
                                    + (hint.isEmpty() ? ", define it under 'lists' of a file or group" : hint));
        }
        return lists;
    }
}
