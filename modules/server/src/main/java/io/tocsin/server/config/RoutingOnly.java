package io.tocsin.server.config;

import io.tocsin.routing.MatcherMode;
import io.tocsin.routing.RouterTerms;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.RoutingFile;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A configuration of nothing but an alertmanager.yml: no logs, no rules, nobody on call. */
public final class RoutingOnly {
    private RoutingOnly() {}

    /**
     * Reads the file.
     *
     * @param externalUrl how people reach us; in every link that we send
     * @param mode which syntaxes of matchers the file may use
     * @param limits what silences may do at most
     * @param terms what else is not said in the file
     * @throws io.tocsin.yaml.ConfigException with every problem of it
     * @throws IOException when it cannot be read
     */
    public static Configuration load(
            Path file,
            String externalUrl,
            MatcherMode mode,
            SilenceLimits limits,
            RouterTerms terms,
            Function<String, @Nullable String> environment)
            throws IOException {
        Problems problems = new Problems();
        Path folder = file.toAbsolutePath().getParent();
        RoutingConfig routing = RoutingFile.parse(
                        file.toString(), text(file), environment, path -> secretFile(folder, path), mode, problems)
                .on(terms);
        Yaml.Mapping nothing = new Yaml.Mapping(new Mark(file.toString(), 1, 1), Map.of());
        Section settings = new Section(Overrides.apply(nothing, Map.of("external_url", externalUrl)), problems);
        Settings read = TocsinFile.read(settings, new Variables(environment), file.toAbsolutePath())
                .limiting(limits);
        Forms forms =
                folder == null ? Forms.NONE : FormsReader.read(routing, folder, nothing.mark(), externalUrl, problems);
        problems.throwIfAny();
        return new Configuration(read, routing, Oncall.NOBODY, RuleSet.EMPTY, forms, problems.warnings());
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot read " + file + ": there is no such file", e);
        }
    }

    /** What a {@code *_file} key points to; relative paths count from the folder of the configuration. */
    private static @Nullable String secretFile(@Nullable Path folder, String path) {
        try {
            Path file = folder == null ? Path.of(path) : folder.resolve(path);
            return Files.readString(file).strip();
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
