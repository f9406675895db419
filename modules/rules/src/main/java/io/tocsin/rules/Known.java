package io.tocsin.rules;

import java.util.Map;

/**
 * What rules may refer to by name, whichever file defines it.
 *
 * @param calendars for {@code schedule:}
 * @param lists for {@code in:}, {@code not_in:} and event conditions
 * @param profiles for event conditions
 */
record Known(Map<String, Calendar> calendars, Map<String, ValueList> lists, Map<String, Profile> profiles) {
    static final Known NOTHING = new Known(Map.of(), Map.of(), Map.of());

    /** Keeps copies. */
    Known {
        calendars = Map.copyOf(calendars);
        lists = Map.copyOf(lists);
        profiles = Map.copyOf(profiles);
    }
}
