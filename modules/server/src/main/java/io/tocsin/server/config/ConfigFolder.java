package io.tocsin.server.config;

import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.RoutingFile;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a whole configuration, or refuses it as a whole with everything that is wrong in it. */
public final class ConfigFolder {
    /** Without a routing.yml alerts are kept and shown, and nobody is told. */
    private static final String ROUTING_DEFAULT = "route: {receiver: dashboard}\nreceivers: [{name: dashboard}]\n";

    private final Path folder;
    private final Function<String, @Nullable String> environment;
    private final Problems problems = new Problems();

    private ConfigFolder(Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * Reads tocsin.yml, routing.yml and oncall.yml of a folder, each of which may be missing, and the rules.
     *
     * @param overrides dotted keys of tocsin.yml to their values
     * @throws io.tocsin.yaml.ConfigException with every problem of every file
     * @throws IOException when a file cannot be read
     */
    public static Configuration load(
            Path folder, Path rules, Map<String, String> overrides, Function<String, @Nullable String> environment)
            throws IOException {
        return new ConfigFolder(folder, environment).load(rules, overrides);
    }

    private Configuration load(Path rulesFolder, Map<String, String> overrides) throws IOException {
        Variables variables = new Variables(environment);
        Yaml.Mapping tocsin = Overrides.apply(mapping("tocsin.yml"), overrides);
        Settings settings = TocsinFile.read(new Section(tocsin, problems), variables, folder.toAbsolutePath());
        int before = problems.list().size();
        RoutingConfig read = RoutingFile.parse(
                folder.resolve("routing.yml").toString(),
                text("routing.yml", ROUTING_DEFAULT),
                environment,
                this::secretFile,
                problems);
        // Of a routing.yml that cannot be read nobody knows the receivers.
        boolean receiversKnown = problems.list().size() == before;
        RoutingConfig routing = receiversKnown ? beyond(read, settings.outlets(), new Section(tocsin, problems)) : read;
        Mark routingFile = new Mark(folder.resolve("routing.yml").toString(), 1, 1);
        Forms forms = FormsReader.read(routing, folder, routingFile, settings.externalUrl(), problems);
        Yaml.Mapping oncallFile = mapping("oncall.yml");
        Oncall oncall = OncallFile.read(
                new Section(oncallFile, problems), variables, routing.timeIntervals(), this::secretFile);
        Section bound = new Section(oncallFile, problems).section("receivers");
        if (bound != null && receiversKnown)
            oncall.policyOfReceiver()
                    .keySet()
                    .forEach(name -> requireReceiver(bound, "'receivers' binds", name, routing));
        if (receiversKnown)
            HandoffReader.requireReceivers(new Section(oncallFile, problems), oncall.handoffs(), routing.receivers());
        RuleSet own = RuleFiles.load(rulesFolder, problems);
        SigmaRules.Made sigma = SigmaRules.load(rulesFolder, own, problems);
        problems.throwIfAny();
        tell(sigma.inactive(), problems);
        return new Configuration(settings, routing, oncall, own.and(sigma.rules()), forms, problems.warnings());
    }

    private static void tell(List<Problem> inactive, Problems problems) {
        if (inactive.isEmpty()) return;
        Problem first = inactive.getFirst();
        problems.warn(
                new Mark(first.file(), first.line(), first.column()),
                first.message() + (inactive.size() > 1 ? ", and " + (inactive.size() - 1) + " more" : "")
                        + "; ./tocsin rules check lists them");
    }

    /** The routing with what tocsin.yml says about its receivers. */
    private RoutingConfig beyond(RoutingConfig routing, Outlets outlets, Section tocsin) {
        requireReceivers(tocsin, "webhooks", outlets.signing().keySet(), routing);
        requireReceivers(tocsin, "topics", outlets.topics().keySet(), routing);
        return outlets.to(routing);
    }

    private void requireReceivers(Section tocsin, String key, Set<String> named, RoutingConfig routing) {
        Section section = tocsin.section(key);
        if (section != null) named.forEach(name -> requireReceiver(section, "'" + key + "' names", name, routing));
    }

    private void requireReceiver(Section bound, String what, String receiver, RoutingConfig routing) {
        Set<String> known = routing.receivers().keySet();
        if (known.contains(receiver)) return;
        bound.problem(
                receiver,
                what + " '" + receiver + "', which routing.yml does not have" + Nearest.hint(receiver, known));
    }

    private Yaml.Mapping mapping(String name) throws IOException {
        String file = folder.resolve(name).toString();
        Mark start = new Mark(file, 1, 1);
        Yaml root = YamlFile.read(file, text(name, ""), problems);
        if (root instanceof Yaml.Mapping mapping) return mapping;
        if (root != null && !(root instanceof Yaml.Scalar scalar && scalar.isNull())) {
            problems.add(root.mark(), "the file must be a mapping, not " + root.kind());
        }
        return new Yaml.Mapping(start, Map.of());
    }

    private String text(String name, String otherwise) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) return otherwise;
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.add(new Mark(file.toString(), 1, 1), "cannot read the file: it is not UTF-8");
            return otherwise;
        }
    }

    /** What a {@code *_file} key of routing.yml points to; relative paths count from the configuration folder. */
    private @Nullable String secretFile(String path) {
        try {
            return Files.readString(folder.resolve(path)).strip();
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
