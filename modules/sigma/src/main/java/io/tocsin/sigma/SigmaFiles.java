package io.tocsin.sigma;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads Sigma files as they are published. A bad document costs itself: it is inactive, and says why. */
public final class SigmaFiles {
    /** The public collections have some 4,000; more is a folder that was meant for something else. */
    static final int FILES_MAX = 20_000;

    /** A rule is a page long; a file of this size is none. */
    static final long BYTES_MAX = 1 << 20;

    private static final String MAPS = "maps";

    private SigmaFiles() {}

    /**
     * Reads every {@code *.yml} and {@code *.yaml} below a folder, at any depth, sorted by path, without its folder {@code
     * maps} and without tests in {@code *.test.yml}. A missing folder has no rules.
     *
     * @param maps which of our events the log sources mean
     * @param lists what placeholders stand for, by name
     * @param problems gets a problem where the folder cannot be read, and a warning for each mistake in a rule
     */
    public static SigmaSet load(Path folder, SigmaMaps maps, Map<String, List<String>> lists, Problems problems) {
        if (!Files.isDirectory(folder)) return SigmaSet.EMPTY;
        Library library = new Library(maps, lists);
        for (Path file : files(folder, problems)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            try {
                if (Files.size(file) > BYTES_MAX) throw new IOException("it has more than " + BYTES_MAX + " bytes");
                library.add(name, Files.readString(file));
            } catch (IOException e) {
                Problems unreadable = new Problems();
                unreadable.add(new Mark(name, 1, 1), "cannot read Sigma file: " + e.getMessage());
                library.unreadable(name, unreadable);
            }
        }
        return done(library, problems);
    }

    private static List<Path> files(Path folder, Problems problems) {
        Path maps = folder.resolve(MAPS);
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(file -> isYaml(file) && Files.isRegularFile(file) && !file.startsWith(maps))
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
            if (files.size() <= FILES_MAX) return files;
            problems.add(
                    new Mark(folder.toString(), 1, 1), "more than " + FILES_MAX + " Sigma files: the first are used");
            return files.subList(0, FILES_MAX);
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Mark(folder.toString(), 1, 1), "cannot list Sigma files: " + e.getMessage());
            return List.of();
        }
    }

    static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean yaml = name.endsWith(".yml") || name.endsWith(".yaml");
        return yaml && !name.endsWith(".test.yml") && !name.endsWith(".test.yaml");
    }

    /** Reads texts that are in memory, by file name. */
    public static SigmaSet parse(
            Map<String, String> textByFile, SigmaMaps maps, Map<String, List<String>> lists, Problems problems) {
        Library library = new Library(maps, lists);
        textByFile.forEach(library::add);
        return done(library, problems);
    }

    private static SigmaSet done(Library library, Problems problems) {
        SigmaSet set = library.assemble();
        Library.warn(set, problems);
        return set;
    }
}
