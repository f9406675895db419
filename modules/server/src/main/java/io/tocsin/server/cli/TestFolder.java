package io.tocsin.server.cli;

import io.tocsin.server.RuleTexts;
import io.tocsin.server.rehearse.TestFile;
import io.tocsin.server.rehearse.TestFileReader;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds test files, and reads them with what they name. */
final class TestFolder {
    private TestFolder() {}

    /**
     * The files meant by what somebody named: themselves, or every {@code *.test.yml} of a folder and those below it.
     *
     * @throws IOException when one is not there
     */
    static List<Path> find(List<Path> named) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : named) {
            if (!Files.exists(path)) throw new IOException("cannot read " + path + ": there is no such file or folder");
            if (Files.isDirectory(path)) found.addAll(below(path));
            else found.add(path);
        }
        return found;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> isTest(name(file))).sorted().toList();
        }
    }

    private static boolean isTest(String name) {
        return name.endsWith(".test.yml") || name.endsWith(".test.yaml");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    static TestFile read(Path file, Problems problems) {
        Path folder = file.toAbsolutePath().getParent();
        String text = text(file);
        if (text == null) {
            problems.add(new Mark(file.toString(), 1, 1), "cannot read the file: it is not there, or no UTF-8");
            text = "{tests: []}";
        }
        return TestFileReader.read(file.toString(), text, new Beside(folder == null ? Path.of(".") : folder), problems);
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return null;
        }
    }

    /** The folder of a test file. */
    private record Beside(Path folder) implements TestFileReader.Files {
        @Override
        public @Nullable String text(String name) {
            return TestFolder.text(folder.resolve(name));
        }

        @Override
        public List<String> rulesBeside() {
            try (Stream<Path> all = Files.list(folder)) {
                return all.map(TestFolder::name)
                        .filter(name -> name.endsWith(".yml") || name.endsWith(".yaml"))
                        .filter(name -> !isTest(name))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                return List.of();
            }
        }

        @Override
        public List<String> sigmaBeside() {
            try {
                return RuleTexts.sigmaNames(folder);
            } catch (IOException e) {
                return List.of();
            }
        }
    }
}
