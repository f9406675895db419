package io.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePeerTest {
    private static final Instant DAY = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatWasLoadedIsMeasuredAsAServerWouldHaveItAfterKeepingHouse() throws Exception {
        try (StorePeer peer = new StorePeer(folder)) {
            // Each load closes the store, and so makes a segment.
            for (int i = 0; i < 4; i++) load(peer, DAY.plusSeconds(i));
            assertThat(segments("2026-11-20"))
                    .as("the latest day is left alone")
                    .isEqualTo(4);

            load(peer, NEXT_DAY);

            assertThat(segments("2026-11-20")).as("a day that is over is one").isEqualTo(1);
            assertThat(segments("2026-11-21")).isEqualTo(1);
            assertThat(peer.answer("count", new JsonObject().put("query", "*")).getLong("found"))
                    .isEqualTo(5);
        }
    }

    private void load(StorePeer peer, Instant time) throws Exception {
        Path file = folder.resolve("events.ndjson");
        Files.writeString(file, "{\"timestamp\":\"" + time + "\",\"message\":\"paid\"}\n");
        JsonObject given = new JsonObject().put("file", file.toString()).put("events", 1L);
        assertThat(peer.answer("load", given).getLong("events")).isEqualTo(1);
    }

    private long segments(String day) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/index").resolve(day))) {
            return files.filter(file -> file.toString().endsWith(".si")).count();
        }
    }
}
