package io.tocsin.server.config;

import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.util.Collection;

/** Checks that what is named exists. */
final class Names {
    private Names() {}

    /** Reports a name that is not among the known ones, at that key; tells whether it is. */
    static boolean require(Section section, String key, String what, String name, Collection<String> known) {
        if (known.contains(name)) return true;
        section.problem(key, "there is no " + what + " '" + name + "'" + Nearest.hint(name, known));
        return false;
    }
}
