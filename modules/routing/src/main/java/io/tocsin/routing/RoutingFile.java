package io.tocsin.routing;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an alertmanager.yml. Texts may hold {@code ${NAME}} and {@code ${NAME:-default}}. */
public final class RoutingFile {
    private final Set<Mark> vacant;
    private final Problems problems;
    private final Secrets secrets;
    private final MatcherMode matchers;

    private RoutingFile(Set<Mark> vacant, Problems problems, Secrets secrets, MatcherMode matchers) {
        this.vacant = vacant;
        this.problems = problems;
        this.secrets = secrets;
        this.matchers = matchers;
    }

    /** As {@link #parse(String, String, Function, Function, MatcherMode, Problems)}, with matchers read by default. */
    public static RoutingConfig parse(
            String file,
            String text,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> readFile,
            Problems problems) {
        return parse(file, text, environment, readFile, MatcherMode.FALLBACK, problems);
    }

    /**
     * Reads a file as far as it can be read. Nothing throws: what is wrong is in {@code problems}, and the result is of use
     * only when there are none.
     *
     * @param file the name to show in problems
     * @param environment the value of a variable, or null
     * @param readFile the text of a file that a {@code *_file} key names, or null when there is none; relative paths are the
     *     caller's business
     * @param matchers with which syntax matchers are read
     */
    public static RoutingConfig parse(
            String file,
            String text,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> readFile,
            MatcherMode matchers,
            Problems problems) {
        Variables variables = new Variables(environment, problems);
        Yaml root = variables.in(new Merges(problems).in(root(file, text, problems)));
        Section top = Section.of(root, "the file", problems);
        return new RoutingFile(variables.vacant(), problems, new Secrets(readFile), matchers).read(top, root, text);
    }

    /** The first document; an empty one for a file that has none. */
    private static Yaml root(String file, String text, Problems problems) {
        int before = problems.list().size();
        List<Yaml> documents = YamlFile.readAll(file, text, problems);
        if (documents.size() > 1)
            problems.warn(documents.get(1).mark(), "only what stands before the first '---' is read");
        if (!documents.isEmpty()) return documents.getFirst();
        Mark start = new Mark(file, 1, 1);
        if (problems.list().size() == before)
            problems.add(start, "the file is empty: it needs 'route' and 'receivers'");
        return new Yaml.Mapping(start, Map.of());
    }

    private RoutingConfig read(Section top, Yaml root, String text) {
        GlobalReader.Read global = GlobalReader.read(values(top, "global", GlobalShape.GLOBAL), secrets);
        IntegrationReader integrations = new IntegrationReader(global, secrets, vacant);
        Map<String, Receiver> receivers = new ReceiverReader(integrations).read(top);
        Map<String, TimeInterval> intervals = TimeIntervalReader.read(top);
        InhibitReader conditions = new InhibitReader(matchers);
        Section route = top.section("route");
        if (route == null) top.problems().add(top.mark(), "'route' is required");
        Route tree = route == null
                ? RouteReader.nobody()
                : new RouteReader(receivers.keySet(), intervals.keySet(), conditions).root(route);
        List<InhibitRule> rules = conditions.read(top);
        List<String> templates = Lists.texts(top, "templates");
        if (values(top, "tracing", GlobalShape.TRACING).says("endpoint"))
            problems.warn(top.mark("tracing"), "'tracing' is checked, and no traces are sent");
        if (!values(top, "event_recorder", GlobalShape.EVENT_RECORDER).names().isEmpty())
            problems.warn(top.mark("event_recorder"), "'event_recorder' is checked, and nothing is recorded there");
        top.done();
        String published = new Published(integrations.lacking(), vacant).of(root);
        return new RoutingConfig(global.global(), tree, receivers, rules, intervals, templates, text, published);
    }

    private Values values(Section top, String key, Shape shape) {
        Yaml node = top.node(key);
        if (node == null) return Values.empty(top.mark(), problems);
        if (node instanceof Yaml.Mapping mapping) return ShapeReader.read(mapping, shape, vacant, problems);
        problems.add(node.mark(), "'" + key + "' must be a mapping, not " + node.kind());
        return Values.empty(node.mark(), problems);
    }
}
