package io.tocsin.server.config;

import io.tocsin.yaml.ConfigException;
import io.tocsin.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration folder that a test writes file by file and then loads. */
final class ConfigCase {
    private final Path folder;
    private final Path rules;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> overrides = new LinkedHashMap<>();

    ConfigCase(Path folder) {
        this.folder = folder;
        this.rules = folder.resolve("rules");
    }

    ConfigCase file(String name, String text) {
        try {
            Files.createDirectories(rules);
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ConfigCase environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ConfigCase set(String key, String value) {
        overrides.put(key, value);
        return this;
    }

    Configuration load() {
        try {
            Files.createDirectories(rules);
            return ConfigFolder.load(folder, rules, overrides, environment::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Settings settings() {
        return load().settings();
    }

    /** What is wrong, with the files' names alone; empty when the configuration is good. */
    List<String> problems() {
        try {
            load();
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(this::relative).toList();
        }
    }

    List<String> warnings() {
        return load().warnings().stream().map(this::relative).toList();
    }

    private String relative(Problem problem) {
        return problem.toString().replace(folder + "/", "");
    }
}
