package io.tocsin.routing;

import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the routing tree and resolves what nodes inherit. */
final class RouteReader {
    /** A tree deeper than this is a mistake; the walk is recursive. */
    private static final int DEPTH_MAX = 100;

    /** What Alertmanager's clock can count. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final Set<String> receivers;
    private final Set<String> intervals;
    private final InhibitReader conditions;

    RouteReader(Set<String> receivers, Set<String> intervals, InhibitReader conditions) {
        this.receivers = receivers;
        this.intervals = intervals;
        this.conditions = conditions;
    }

    /** A root that takes everything and tells nobody, for files that have none. */
    static Route nobody() {
        return new Inherited("", GroupBy.NOTHING, Route.Timers.DEFAULTS, Map.of()).route("{}", Matchers.ALL);
    }

    Route root(Section section) {
        section.required("receiver");
        forbid(section, "the root route takes every alert", "matchers", "match", "match_re");
        forbid(section, "the root route is always active", "mute_time_intervals", "active_time_intervals");
        if (goesOn(section)) section.problem("continue", "'continue' has no meaning at the root route");
        return node(section, new Inherited("", GroupBy.NOTHING, Route.Timers.DEFAULTS, Map.of()), new Place("", "", 0));
    }

    private static boolean goesOn(Section section) {
        return section.scalar("continue", "false", "true or false", Scalars::flag)
                .equals("true");
    }

    private static void forbid(Section section, String because, String... keys) {
        for (String key : keys) {
            if (saysSomething(section.node(key))) {
                section.problem(key, "'" + key + "' is not allowed here: " + because + ", put it on a child route");
            }
        }
    }

    /** An empty list, mapping or matcher holds nothing, and upstream lets it pass. */
    private static boolean saysSomething(@Nullable Yaml node) {
        return switch (node) {
            case null -> false;
            case Yaml.Scalar scalar -> !scalar.text().replaceAll("[{}\\s]", "").isEmpty();
            case Yaml.Sequence list -> list.items().stream().anyMatch(RouteReader::saysSomething);
            case Yaml.Mapping mapping -> !mapping.entries().isEmpty();
        };
    }

    private Route node(Section section, Inherited above, Place place) {
        Inherited here = inherit(section, above);
        Matchers matchers = conditions.matchers(section, "");
        String key = place.key + (place.depth == 0 ? "" : "/") + matchers;
        String id = place.id + (place.depth == 0 ? "" : "/") + matchers + place.index();
        List<String> muted = names(section, "mute_time_intervals");
        List<String> active = names(section, "active_time_intervals");
        boolean goesOn = goesOn(section);
        List<Route> children = children(section, here, place.below(id, key));
        section.done();
        return new Route(
                id,
                key,
                here.receiver,
                here.groupBy,
                here.timers,
                matchers,
                goesOn,
                muted,
                active,
                here.labels,
                children);
    }

    private List<Route> children(Section section, Inherited here, Place below) {
        List<Section> sections = Lists.sections(section, "routes");
        if (below.depth > DEPTH_MAX && !sections.isEmpty()) {
            section.problem("routes", "routes are nested deeper than " + DEPTH_MAX);
            return List.of();
        }
        List<Route> children = new java.util.ArrayList<>();
        for (Section child : sections) children.add(node(child, here, below.at(children.size())));
        return children;
    }

    private List<String> names(Section section, String key) {
        List<String> names = Lists.texts(section, key);
        for (String name : names) {
            if (!intervals.contains(name)) undefined(section, key, "time interval", name, intervals);
        }
        return names;
    }

    private static void undefined(Section section, String key, String what, String name, Set<String> known) {
        section.problem(key, "undefined " + what + " '" + name + "'" + Nearest.hint(name, known));
    }

    private Inherited inherit(Section section, Inherited above) {
        String receiver = section.text("receiver", "");
        if (!receiver.isEmpty() && !receivers.contains(receiver))
            undefined(section, "receiver", "receiver", receiver, receivers);
        Map<String, String> labels = new LinkedHashMap<>(above.labels);
        Map<String, String> own = section.textMap("labels");
        own.keySet().forEach(name -> conditions.label(section, "labels", name));
        labels.putAll(own);
        return new Inherited(
                receiver.isEmpty() ? above.receiver : receiver,
                section.has("group_by") ? groupBy(section) : above.groupBy,
                timers(section, above.timers),
                labels);
    }

    private static Route.Timers timers(Section section, Route.Timers above) {
        return new Route.Timers(
                duration(section, "group_wait", above.groupWait()),
                positive(section, "group_interval", above.groupInterval()),
                positive(section, "repeat_interval", above.repeatInterval()));
    }

    private static Duration duration(Section section, String key, Duration above) {
        Duration duration = section.duration(key, above);
        if (duration.compareTo(LONGEST) <= 0) return duration;
        section.problem(key, "'" + key + "' is longer than 292 years: that is never");
        return above;
    }

    private static Duration positive(Section section, String key, Duration above) {
        Duration duration = duration(section, key, above);
        if (!duration.isZero()) return duration;
        section.problem(key, "'" + key + "' cannot be zero: write at least 1s");
        return above;
    }

    private GroupBy groupBy(Section section) {
        List<String> names = Lists.texts(section, "group_by");
        Problems problems = section.problems();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.equals("...")) conditions.label(section, "group_by", name);
            if (!seen.add(name) && !name.equals("..."))
                problems.add(section.mark("group_by"), "'group_by' names '" + name + "' twice");
        }
        if (!names.contains("...")) return new GroupBy(false, List.copyOf(seen));
        if (seen.size() > 1)
            section.problem("group_by", "'...' groups by all labels and must stand alone in 'group_by'");
        return GroupBy.EVERYTHING;
    }

    /** What a node takes from the one above it. */
    private record Inherited(String receiver, GroupBy groupBy, Route.Timers timers, Map<String, String> labels) {
        Route route(String key, Matchers matchers) {
            return new Route(
                    key, key, receiver, groupBy, timers, matchers, false, List.of(), List.of(), labels, List.of());
        }
    }

    /** Where a node stands: what its parent is called, its own position, its depth from the root at 0. */
    private record Place(String id, String key, int depth, int position) {
        Place(String id, String key, int depth) {
            this(id, key, depth, 0);
        }

        Place below(String parentId, String parentKey) {
            return new Place(parentId, parentKey, depth + 1, 0);
        }

        Place at(int index) {
            return new Place(id, key, depth, index);
        }

        String index() {
            return depth == 0 ? "" : "/" + position;
        }
    }
}
