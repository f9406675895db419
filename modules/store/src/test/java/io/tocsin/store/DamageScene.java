package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A closed store of three days: merged segments and fresh ones, compound files and single ones, one deletion that was purged
 * and one that was not.
 */
final class DamageScene {
    static final StoreSettings SETTINGS = StoreSettings.defaults().withBlocksOf(50);

    private static final int DAYS = 3;
    private static final int COMMITS = 3;

    final EventParser parser = new LayoutJson();
    final Path folder;

    /** What must be found, JSON by id, for each partition. */
    final Map<String, Map<Long, String>> events = new TreeMap<>();

    private long lastId;
    private long position = -1;

    DamageScene(Path folder) throws IOException {
        this.folder = folder;
        try (BlockStore store = BlockStore.open(folder, parser, SETTINGS)) {
            for (int day = 0; day < DAYS; day++) {
                for (int commit = 0; commit < COMMITS; commit++) {
                    store.add(batch(day, commit), ++position);
                    // Full blocks only become durable here, so that each commit makes a segment.
                    store.commit();
                }
                // Makes one of the segments of this day, which is too large for a compound file.
                if (day == 0) purge(store);
            }
            delete(store, "not-purged", "n:77");
        }
    }

    private void purge(BlockStore store) throws IOException {
        delete(store, "purged", "n:7 OR n:107 OR n:207");
        Asked.maintainToTheEnd(store);
        // And one more beside it, which is.
        store.add(batch(0, COMMITS), ++position);
        store.commit();
    }

    private void delete(BlockStore store, String id, String query) throws IOException {
        Query parsed = Query.parse(query);
        store.delete(Asked.deletion(id, parsed, lastId));
        for (Map<Long, String> day : events.values()) {
            day.entrySet()
                    .removeIf(entry -> parsed.matches(parser.parse(
                            entry.getKey(), RandomEvents.START, entry.getValue().getBytes(StandardCharsets.UTF_8))));
        }
    }

    private List<LogEvent> batch(int day, int commit) {
        List<LogEvent> batch = new ArrayList<>();
        Instant start = RandomEvents.START.plus(Duration.ofDays(day));
        String partition = start.toString().substring(0, 10);
        for (int i = 0; i < 100; i++) {
            Instant time = start.plusSeconds(commit * 100L + i);
            String json =
                    "{\"time\":\"%s\",\"level\":\"%s\",\"request_id\":\"req-%06d\",\"n\":%d,\"message\":\"order number%d of customer %d paid\"}"
                            .formatted(
                                    time,
                                    i % 9 == 0 ? "ERROR" : "INFO",
                                    lastId / 3,
                                    commit * 100 + i,
                                    day * 7919 + i,
                                    i * 31);
            LogEvent event = parser.parse(++lastId, time.plusMillis(5), json.getBytes(StandardCharsets.UTF_8));
            batch.add(event);
            events.computeIfAbsent(partition, name -> new TreeMap<>()).put(event.id(), json);
        }
        return batch;
    }

    /** One file of each kind in each partition, and those beside them; relative. */
    List<Path> files() throws IOException {
        Map<String, Path> kinds = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = folder.relativize(file);
                String name = relative.toString();
                if (!name.endsWith("lock")) kinds.put(name.replaceAll("/_[0-9a-z]+(_\\w+)*", "/"), relative);
            }
        }
        return List.copyOf(kinds.values());
    }

    /** What must be found of one partition. */
    Map<Long, String> of(String partition) {
        return events.getOrDefault(partition, Map.of());
    }

    Map<Long, String> all() {
        Map<Long, String> all = new TreeMap<>();
        events.values().forEach(all::putAll);
        return all;
    }

    /** Everything but a partition. */
    Map<Long, String> without(@Nullable String partition) {
        Map<Long, String> all = new TreeMap<>();
        events.forEach((name, of) -> {
            if (!name.equals(partition)) all.putAll(of);
        });
        return all;
    }

    /** What a store finds, and whether it says that there is more. */
    record Found(Map<Long, String> events, boolean partial) {}

    static Found found(EventStore store) throws IOException {
        Map<Long, String> found = new TreeMap<>();
        boolean partial = false;
        @Nullable String cursor = null;
        do {
            SearchResult page = store.search(Asked.limited("*", 170).at(cursor));
            partial |= page.partial();
            page.events()
                    .forEach(event -> found.put(event.id(), new String(event.json(), StandardCharsets.ISO_8859_1)));
            cursor = page.cursor();
        } while (cursor != null);
        return new Found(found, partial);
    }
}
