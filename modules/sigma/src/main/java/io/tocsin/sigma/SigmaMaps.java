package io.tocsin.sigma;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of our events the log sources of Sigma mean. The first map that fits counts. Immutable.
 *
 * <p>A map fits a log source when each of product, category and service is one that it lists, or is not said and not listed;
 * a rule about something else must not see these events.
 */
public final class SigmaMaps {
    private static final List<String> SHIPPED =
            List.of("tocsin.yml", "linux.yml", "webserver.yml", "cloudtrail.yml", "windows.yml");

    public static final SigmaMaps NONE = new SigmaMaps(List.of());

    private final List<SourceMap> maps;

    private SigmaMaps(List<SourceMap> maps) {
        this.maps = List.copyOf(maps);
    }

    /** Those that come with the product. */
    public static SigmaMaps shipped() {
        Problems problems = new Problems();
        List<SourceMap> maps = new ArrayList<>();
        for (String file : SHIPPED) maps.addAll(MapReader.read(file, resource(file), problems));
        problems.throwIfAny();
        return new SigmaMaps(maps);
    }

    private static String resource(String file) {
        try (InputStream in = SigmaMaps.class.getResourceAsStream("maps/" + file)) {
            if (in == null)
                throw new IllegalStateException("cannot find the map " + file + " that belongs to this jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the map " + file + " that belongs to this jar", e);
        }
    }

    /** Reads every {@code *.yml} of a folder, sorted by name. A missing folder has no maps. */
    public static SigmaMaps load(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) return NONE;
        List<SourceMap> maps = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(SigmaFiles::isYaml).sorted().toList()) {
                String name = folder.getFileName() + "/" + file.getFileName();
                try {
                    maps.addAll(MapReader.read(name, Files.readString(file), problems));
                } catch (IOException e) {
                    problems.add(new Mark(name, 1, 1), "cannot read maps: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            problems.add(new Mark(folder.toString(), 1, 1), "cannot list maps: " + e.getMessage());
        }
        return new SigmaMaps(maps);
    }

    /** Reads one text. */
    public static SigmaMaps parse(String file, String text, Problems problems) {
        return new SigmaMaps(MapReader.read(file, text, problems));
    }

    /** These, and where none of them fits, the others. */
    public SigmaMaps before(SigmaMaps others) {
        List<SourceMap> all = new ArrayList<>(maps);
        all.addAll(others.maps);
        return new SigmaMaps(all);
    }

    @Nullable
    SourceMap of(LogSource source) {
        for (SourceMap map : maps) {
            if (map.source().fits(source)) return map;
        }
        return null;
    }
}
