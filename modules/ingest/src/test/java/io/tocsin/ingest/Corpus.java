package io.tocsin.ingest;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Recorded logs, which lie beside the repository on machines that have them; elsewhere their tests are skipped. */
final class Corpus {
    /** What keeps a test of all corpora within seconds. */
    private static final int MOST_LINES = 10_000;

    private Corpus() {}

    /** The first lines of a compressed file. */
    static List<byte[]> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .limit(MOST_LINES)
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static Path file(String name) {
        String named = System.getProperty("tocsin.shared", System.getenv().getOrDefault("TOCSIN_SHARED", ""));
        Stream<Path> places = named.isEmpty()
                ? Stream.iterate(Path.of("").toAbsolutePath(), here -> here != null, Path::getParent)
                        .map(here -> here.resolve("shared"))
                : Stream.of(Path.of(named));
        return places.map(place -> place.resolve("data").resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> abort("no recorded logs: set TOCSIN_SHARED to the folder that holds data/" + name));
    }
}
