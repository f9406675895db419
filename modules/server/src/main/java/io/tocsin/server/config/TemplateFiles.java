package io.tocsin.server.config;

import io.tocsin.template.TemplateException;
import io.tocsin.template.TemplateSet;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Reads the files that {@code templates} of routing.yml names, by patterns such as {@code templates/*.tmpl}. */
final class TemplateFiles {
    /** A pattern that finds more means something else than templates. */
    private static final int MAX_FILES = 500;

    /** In bytes; far above what a template may have, so that its own limit is the one that is told. */
    private static final long MAX_BYTES = 4 << 20;

    private final Mark place;
    private final Problems problems;

    private TemplateFiles(Mark place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * The default templates and those of all files that the patterns find, in the order of the patterns and then of names. A
     * pattern that finds nothing is none of our business, as in Alertmanager.
     *
     * @param folder where relative patterns begin
     * @param place where the patterns stand
     */
    static TemplateSet read(List<String> patterns, Path folder, Mark place, Problems problems) {
        TemplateFiles files = new TemplateFiles(place, problems);
        Set<Path> found = new LinkedHashSet<>();
        for (String pattern : patterns) found.addAll(files.find(pattern, folder));
        if (found.size() > MAX_FILES) {
            problems.add(place, "'templates' finds " + found.size() + " files: at most " + MAX_FILES + " are allowed");
            return TemplateSet.defaults();
        }
        TemplateSet set = TemplateSet.defaults();
        for (Path file : found) set = files.add(file, set);
        return set;
    }

    private TemplateSet add(Path file, TemplateSet set) {
        Mark start = new Mark(file.toString(), 1, 1);
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(start, "the file is too long for a template: " + Files.size(file) + " bytes");
                return set;
            }
            return set.with(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            problems.add(start, "cannot read the file: it is not UTF-8");
        } catch (IOException e) {
            problems.add(start, "cannot read the file: " + e.getMessage());
        } catch (TemplateException e) {
            String said = e.file() + ":" + e.line() + ":" + e.column() + ": ";
            String message = String.valueOf(e.getMessage());
            problems.add(
                    new Mark(e.file(), e.line(), e.column()),
                    message.startsWith(said) ? message.substring(said.length()) : message);
        }
        return set;
    }

    private List<Path> find(String pattern, Path folder) {
        try {
            Path whole = Path.of(pattern);
            Path root = whole.isAbsolute() ? whole.getRoot() : folder;
            List<Path> found = List.of(root);
            for (Path part : whole) found = below(found, part.toString());
            return found.stream().filter(Files::isRegularFile).toList();
        } catch (InvalidPathException | PatternSyntaxException e) {
            problems.add(place, "cannot read the pattern '" + pattern + "' in 'templates': " + e.getMessage());
            return List.of();
        }
    }

    private List<Path> below(List<Path> folders, String part) {
        List<Path> found = new ArrayList<>();
        boolean plain = part.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
        for (Path folder : folders) {
            if (plain) found.add(folder.resolve(part));
            else found.addAll(matching(folder, part));
        }
        return found;
    }

    private List<Path> matching(Path folder, String part) {
        if (!Files.isDirectory(folder)) return List.of();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob(part));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(place, "cannot look into '" + folder + "' for 'templates': " + e.getMessage());
            return List.of();
        }
    }

    /** Go's patterns know no alternatives, and write "none of these" with a caret. */
    private static String glob(String part) {
        return part.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!").replace("**", "*");
    }
}
