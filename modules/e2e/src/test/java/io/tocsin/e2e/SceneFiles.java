package io.tocsin.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folders that a scene's server starts from: a configuration as a small team would write it, and rules. */
final class SceneFiles {
    private static final String ONCALL = """
            users:
              anna: {name: Anna Adler, contact_methods: {email: anna@example.org}}
              bob: {name: Bob Brandt, contact_methods: {email: bob@example.org}}
            schedules:
              primary: {layers: [{users: [anna], start: 2026-01-05T09:00, every: 1w}]}
            escalation_policies:
              default:
                levels:
                  - {after: 0m, notify: [{schedule: primary}]}
                  - {after: 15m, unless: acknowledged, notify: [{user: bob}]}
                fallback: [{user: bob}]
            receivers: {oncall: default}
            """;

    private final Path folder;
    private @Nullable Path foreignRules;

    SceneFiles(Path folder) {
        this.folder = folder;
    }

    Path config() {
        return folder.resolve("config");
    }

    Path rules() {
        return foreignRules == null ? folder.resolve("rules") : foreignRules;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Takes rules from another folder, read in place. */
    void useRules(Path other) {
        foreignRules = other;
    }

    void write(SceneFakes fakes, String settings) throws IOException {
        Files.createDirectories(config());
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(config().resolve("tocsin.yml"), "listen: 127.0.0.1:0\n" + settings);
        Files.writeString(config().resolve("routing.yml"), fakes.routing());
        Files.writeString(config().resolve("oncall.yml"), ONCALL);
    }

    /** Writes or overwrites a rule file; a running server sees it when it is told to reload. */
    void rule(String name, String text) {
        try {
            Files.createDirectories(folder.resolve("rules"));
            Files.writeString(folder.resolve("rules").resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write rule file " + name, e);
        }
    }

    /** The rules that are shipped. */
    static Path shippedRules() {
        return root().resolve("rules");
    }

    /** The repository. */
    static Path root() {
        return Path.of(System.getProperty("tocsin.root", "../.."))
                .toAbsolutePath()
                .normalize();
    }
}
