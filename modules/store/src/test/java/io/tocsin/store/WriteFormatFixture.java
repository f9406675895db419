package io.tocsin.store;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the stored data that {@link FormatFixtureTest} reads. Once a format is released, what was written by it stays as it is
 * for ever; for the next one, raise the number of the folder, add it to the test, and run this, from the root:
 *
 * <pre>
 * mvn -pl modules/store -am test -Dtest=WriteFormatFixture -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtocsin.writeFixture=src/test/resources/io/tocsin/store/format-2
 * </pre>
 */
class WriteFormatFixture {
    static final StoreSettings SETTINGS = StoreSettings.defaults()
            .withBlocksOf(20)
            .keeping(event -> event.json().length % 11 == 0 ? "audit" : KeepClass.DEFAULT);

    /** The fixture is to stay small. */
    private static final int LENGTH_MAX = 400;

    private static final List<String> RAW = List.of(
            "{\"level\":\"INFO\",\"level\":\"ERROR\",\"message\":\"two levels\"}",
            "{\"message\":\"half a pair \\ud800 of surrogates\",\"n\":1}",
            "{\"message\":\"\\ud83d\\ude00 a whole one\"}");

    private final RandomEvents events = new RandomEvents(new Random(2), false, new LayoutJson());
    private final List<LogEvent> written = new ArrayList<>();
    private long position;

    @Test
    @EnabledIfSystemProperty(named = "tocsin.writeFixture", matches = ".+")
    void writes() throws IOException {
        to(Path.of(System.getProperty("tocsin.writeFixture")));
    }

    private void to(Path folder) throws IOException {
        empty(folder);
        Path index = folder.resolve("index");
        List<Query> deleted = List.of(Query.parse("level:warn"), Query.parse("service:web"));
        try (BlockStore store = BlockStore.open(index, new LayoutJson(), SETTINGS)) {
            add(store, 40);
            delete(store, "purged", deleted.getFirst());
            Asked.maintainToTheEnd(store);
            events.advance(Duration.ofHours(30));
            add(store, 25);
            delete(store, "not purged", deleted.getLast());
        }
        Files.deleteIfExists(index.resolve("lock"));
        try (Stream<Path> files = Files.walk(index)) {
            for (Path lock : files.filter(file -> file.endsWith("write.lock")).toList()) Files.delete(lock);
        }
        expected(folder);
    }

    private void add(BlockStore store, int count) throws IOException {
        for (String raw : RAW) added(store, events.event(raw));
        for (int i = 0; i < count; i++) {
            LogEvent event = events.event();
            if (event.json().length < LENGTH_MAX) added(store, event);
        }
        store.commit();
    }

    private void added(BlockStore store, LogEvent event) throws IOException {
        written.add(event);
        store.add(List.of(event), position++);
    }

    private void delete(BlockStore store, String id, Query query) throws IOException {
        store.delete(Asked.deletion(id, query, written.getLast().id()));
        written.removeIf(query::matches);
    }

    private void expected(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (LogEvent event : written) {
            lines.append("{\"_id\":%d,\"_time\":\"%s\",\"_received\":\"%s\",\"event\":%s}\n"
                    .formatted(
                            event.id(),
                            event.time(),
                            event.receivedAt(),
                            new String(event.json(), StandardCharsets.UTF_8)));
        }
        Files.writeString(folder.resolve("expected.ndjson"), lines);
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
