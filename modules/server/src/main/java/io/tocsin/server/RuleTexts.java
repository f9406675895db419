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
