package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what files and groups define for all others: {@code calendars:}, {@code lists:} and, in groups only, {@code
 * profiles:}. Each name is given once.
 */
final class Definitions {
    private final Map<String, Calendar> calendars = new LinkedHashMap<>();
    private final Map<String, ValueList> lists = new LinkedHashMap<>();
    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private final Map<String, Mark> marks = new HashMap<>();
    private final ListFiles files;

    Definitions(ListFiles files) {
        this.files = files;
    }

    /** Takes the calendars and lists of a file or group. */
    void read(Section section) {
        section.named("calendars").forEach((name, calendar) -> {
            if (isNew("calendar", name, calendar.mark(), section.problems()))
                calendars.put(name, CalendarReader.read(name, calendar));
        });
        Section named = section.section("lists");
        if (named == null) return;
        for (String name : named.keys()) {
            if (isNew("list", name, named.mark(name), section.problems())) lists.put(name, files.read(name, named));
        }
    }

    /** Takes the profiles of a group. */
    void readProfiles(Section group, SourceText source) {
        for (Section section : group.sections("profiles")) {
            String name = section.required("name");
            if (!isNew("profile", name, section.mark("name"), section.problems())) name = "";
            Profile profile = ProfileReader.read(name, section, source);
            if (profile != null) profiles.put(name, profile);
        }
    }

    private boolean isNew(String what, String name, Mark at, Problems problems) {
        Mark first = name.isEmpty() ? null : marks.putIfAbsent(what + " " + name, at);
        if (first == null) return true;
        problems.add(at, what + " '" + name + "' is already defined in " + first.file() + ":" + first.line());
        return false;
    }

    /** What was defined so far. */
    Known known() {
        return new Known(calendars, lists, profiles);
    }

    /** The profiles in the order of files. */
    List<Profile> profiles() {
        return List.copyOf(profiles.values());
    }
}
