package io.tocsin.server.cli;

import io.tocsin.routing.MatcherMode;
import io.tocsin.server.alertmanager.AlertmanagerApi.Dialect;
import io.tocsin.server.alertmanager.LabelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What {@code --enable-feature} asks for.
 *
 * @param withoutEffect what we know of and do not do
 */
record Features(Dialect dialect, List<String> withoutEffect) {
    private static final String CLASSIC = "classic-mode";
    private static final String STRICT = "utf8-strict-mode";

    /** Alertmanager's other ones. */
    private static final Set<String> OTHERS = Set.of(
            "alert-names-in-metrics",
            "receiver-name-in-metrics",
            "group-key-in-metrics",
            "auto-gomemlimit",
            "auto-gomaxprocs",
            "event-recorder");

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException when Alertmanager has no such feature, or for both modes at once
     */
    static Features of(String list) {
        List<String> wanted = List.of(list.split(",", -1)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> others = new ArrayList<>();
        for (String name : wanted) {
            if (OTHERS.contains(name)) others.add("--enable-feature=" + name);
            else if (!name.equals(CLASSIC) && !name.equals(STRICT))
                throw new IllegalArgumentException("unknown option '" + name + "' for --enable-feature");
        }
        boolean classic = wanted.contains(CLASSIC);
        boolean strict = wanted.contains(STRICT);
        if (classic && strict)
            throw new IllegalArgumentException("--enable-feature cannot have both " + CLASSIC + " and " + STRICT);
        Dialect dialect = new Dialect(classic ? LabelNames.CLASSIC : LabelNames.UTF_8, MatcherMode.of(wanted));
        return new Features(dialect, others);
    }
}
