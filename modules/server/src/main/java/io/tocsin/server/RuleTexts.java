package io.tocsin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the text of rule files. */
public final class RuleTexts {
    private RuleTexts() {}

    /**
     * The rule files of a folder by name, without tests; or one file.
     *
     * @throws IOException when it is not there or cannot be read
     */
    public static Map<String, String> read(Path path) throws IOException {
        if (!Files.exists(path)) throw new IOException("cannot read " + path + ": there is no such file or folder");
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : Files.isDirectory(path) ? in(path) : List.of(path)) {
            texts.put(String.valueOf(file.getFileName()), Files.readString(file));
        }
        return texts;
    }

    /**
     * The same with the files of its folder {@code sigma}, at any depth and with maps: all that a server with these rules reads.
     *
     * @throws IOException when something is not there or cannot be read
     */
    public static Map<String, String> withSigma(Path path) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>(read(path));
        for (Path file : sigma(path)) texts.put(name(path, file), Files.readString(file));
        return texts;
    }

    /** The names of the Sigma files of a folder of rules, as {@code sigma/…}; none when there is no folder {@code sigma}. */
    public static List<String> sigmaNames(Path folder) throws IOException {
        return sigma(folder).stream().map(file -> name(folder, file)).toList();
    }

    private static List<Path> sigma(Path folder) throws IOException {
        Path sigma = folder.resolve("sigma");
        if (!Files.isDirectory(sigma)) return List.of();
        try (Stream<Path> files = Files.walk(sigma)) {
            return files.filter(file -> isRules(String.valueOf(file.getFileName())) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isRules(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isRules(String name) {
        boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
        return yaml && !name.endsWith(".test.yml") && !name.endsWith(".test.yaml");
    }
}
