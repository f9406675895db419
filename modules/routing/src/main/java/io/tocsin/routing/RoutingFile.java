package io.tocsin.routing;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an alertmanager.yml. Texts may hold {@code ${NAME}} and {@code ${NAME:-default}}. */
public final class RoutingFile {
    private RoutingFile() {}

    /**
     * Reads a file as far as it can be read. Nothing throws: what is wrong is in {@code problems}, and the result is of use
     * only when there are none.
     *
     * @param file the name to show in problems
     * @param environment the value of a variable, or null
     * @param readFile the text of a file that a {@code *_file} key names, or null when there is none; relative paths are the
     *     caller's business
     */
    public static RoutingConfig parse(
            String file,
            String text,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> readFile,
            Problems problems) {
        Yaml root = YamlFile.read(file, text, problems);
        if (root == null) {
            if (problems.isEmpty())
                problems.add(new Mark(file, 1, 1), "the file is empty: it needs 'route' and 'receivers'");
            root = new Yaml.Mapping(new Mark(file, 1, 1), Map.of());
        }
        Section top = Section.of(new Variables(environment, problems).in(root), "the file", problems);
        return read(top, text, new Settings(readFile));
    }

    private static RoutingConfig read(Section top, String text, Settings settings) {
        Section global = top.section("global");
        GlobalReader.Read globals = new GlobalReader(settings).read(global == null ? empty(top) : global);
        Map<String, Receiver> receivers = new ReceiverReader(new IntegrationReader(globals, settings)).read(top);
        Map<String, TimeInterval> intervals = TimeIntervalReader.read(top);
        Section route = top.section("route");
        if (route == null) top.problems().add(top.mark(), "'route' is required");
        Route root = route == null
                ? RouteReader.nobody()
                : new RouteReader(receivers.keySet(), intervals.keySet()).root(route);
        List<InhibitRule> rules = InhibitReader.read(top);
        List<String> templates = top.texts("templates");
        Settings.accept(top, "tracing", "event_recorder");
        top.done();
        return new RoutingConfig(globals.global(), root, receivers, rules, intervals, templates, text);
    }

    private static Section empty(Section top) {
        return new Section(new Yaml.Mapping(top.mark(), Map.of()), top.problems());
    }
}
