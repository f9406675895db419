package io.tocsin.rules;

import io.tocsin.yaml.Section;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the files of {@code lists:}: one value a line, {@code #} begins a comment, names relative to the rules folder. */
final class ListFiles {
    /** A list is held in memory and read again with every reload. */
    static final long BYTES_MAX = 16L << 20;

    /** As many as a large feed of addresses has; more belongs into a field that the shipper adds. */
    static final int VALUES_MAX = 500_000;

    private final Source source;

    private ListFiles(Source source) {
        this.source = source;
    }

    /** Where the text of a list comes from. */
    private interface Source {
        String text(String file) throws IOException;
    }

    /** Lists that lie in a folder; nothing outside of it is read. */
    static ListFiles in(Path folder) {
        return new ListFiles(file -> text(inside(folder, file)));
    }

    /** Lists from elsewhere; null is a file that cannot be read. */
    static ListFiles from(Function<String, @Nullable String> texts) {
        return new ListFiles(file -> {
            String text = texts.apply(file);
            if (text == null) throw new IOException("there is no such file");
            return text;
        });
    }

    /** For rules that come from no folder, and can have no lists. */
    static ListFiles none() {
        return new ListFiles(file -> {
            throw new IOException("these rules come from no folder");
        });
    }

    /** The list that a key names; empty after a problem. */
    ValueList read(String name, Section section) {
        String file = section.text(name);
        if (file == null || file.isEmpty()) {
            section.problem(name, "list '" + name + "' needs a file, as in " + name + ": lists/" + name + ".txt");
            return new ValueList(name, Set.of());
        }
        try {
            return new ValueList(name, values(source.text(file)));
        } catch (IOException e) {
            section.problem(name, "cannot read list '" + file + "': " + e.getMessage());
            return new ValueList(name, Set.of());
        }
    }

    /** Rule files name what lies beside them, and nothing else of the machine. */
    private static Path inside(Path folder, String file) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path path = root.resolve(file).normalize();
        if (Path.of(file).isAbsolute() || !path.startsWith(root))
            throw new IOException("it must lie in the rules folder, named from there");
        return path;
    }

    private static Set<String> values(String text) throws IOException {
        Set<String> values = new HashSet<>();
        for (String line : text.lines().toList()) {
            int comment = line.indexOf('#');
            String value = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!value.isEmpty()) values.add(value.toLowerCase(Locale.ROOT));
            if (values.size() > VALUES_MAX) throw new IOException("it has more than " + VALUES_MAX + " values");
        }
        return values;
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > BYTES_MAX) throw new IOException("it is larger than " + (BYTES_MAX >> 20) + " MiB");
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file in the rules folder", e);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }
}
