package io.tocsin.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Recorded logs with answer keys, which lie beside the repository on machines that have them; elsewhere stories are skipped. */
final class Recordings {
    private Recordings() {}

    /** A file of the recordings, read in place; aborts the test where there are none. */
    static Path file(String name) {
        Path root = SceneFiles.root();
        String named = System.getProperty("tocsin.shared", System.getenv().getOrDefault("TOCSIN_SHARED", ""));
        Stream<Path> places = named.isEmpty()
                ? Stream.of(root.resolve("../shared"), root.resolve("../../shared"))
                : Stream.of(Path.of(named));
        Optional<Path> found =
                places.map(place -> place.resolve(name)).filter(Files::exists).findFirst();
        return found.orElseGet(() -> abort("no recorded logs: set TOCSIN_SHARED to the folder that holds " + name));
    }

    /** The lines of a compressed file. */
    static List<String> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** An answer key. */
    static JsonObject truth(String name) throws IOException {
        return new JsonObject(Files.readString(file(name)));
    }
}
