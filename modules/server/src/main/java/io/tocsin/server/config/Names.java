package io.tocsin.server.config;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Checks that what is named exists. */
final class Names {
    private Names() {}

    /** Reports a name that is not among the known ones, at that key; tells whether it is. */
    static boolean require(Section section, String key, String what, String name, Collection<String> known) {
        return require(section, section.mark(key), what, name, known);
    }

    /** The names in a list that are known; each of the others is reported where it stands. */
    static List<String> known(Section section, String key, String what, Collection<String> known) {
        List<String> names = new ArrayList<>();
        for (Yaml item : section.list(key)) {
            if (!(item instanceof Yaml.Scalar scalar)) {
                section.problems().add(item.mark(), "'" + key + "' must be a list of names, not of " + item.kind());
            } else if (require(section, item.mark(), what, scalar.text(), known)) {
                names.add(scalar.text());
            }
        }
        return names;
    }

    private static boolean require(Section section, Mark at, String what, String name, Collection<String> known) {
        if (known.contains(name)) return true;
        section.problems().add(at, "there is no " + what + " '" + name + "'" + Nearest.hint(name, known));
        return false;
    }
}
