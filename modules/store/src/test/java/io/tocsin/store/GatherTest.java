package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that is over becomes one segment, and nothing else changes. */
class GatherTest {
    private static final int BLOCK = 10;
    private static final StoreSettings SETTINGS = StoreSettings.defaults().withBlocksOf(BLOCK);

    @TempDir
    Path temporary;

    private final LayoutJson parser = new LayoutJson();
    private final List<LogEvent> sent = new ArrayList<>();

    private BlockStore open() throws IOException {
        return BlockStore.open(temporary.resolve("index"), parser, SETTINGS);
    }

    /** A segment each. */
    private void add(BlockStore store, int day, int segments) throws IOException {
        for (int i = 0; i < segments; i++) {
            List<LogEvent> batch = new ArrayList<>();
            for (int event = 0; event < BLOCK; event++) batch.add(event(day));
            store.add(batch, sent.size());
            store.commit();
        }
    }

    private LogEvent event(int day) {
        Instant time = RandomEvents.START.plus(Duration.ofDays(day)).plusMillis(sent.size());
        String json = "{\"time\":\"%s\",\"n\":%d}".formatted(time, sent.size());
        LogEvent event = parser.parse(sent.size() + 1, time, json.getBytes(StandardCharsets.UTF_8));
        sent.add(event);
        return event;
    }

    private List<Integer> segments() throws IOException {
        List<Integer> counts = new ArrayList<>();
        try (var folders = Files.list(temporary.resolve("index"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                try (var files = Files.list(folder)) {
                    counts.add((int) files.filter(file -> file.toString().endsWith(".si"))
                            .count());
                }
            }
        }
        return counts;
    }

    @Test
    void aDayThatIsOverBecomesOneSegment() throws IOException {
        try (BlockStore store = open()) {
            add(store, 0, 5);
            add(store, 1, 4);
            Asked.maintainToTheEnd(store);

            assertThat(segments()).as("the latest day is still written to").containsExactly(1, 4);
            assertThat(Asked.ids(store.search(Asked.newest("*"))))
                    .containsExactlyInAnyOrderElementsOf(Asked.sent(sent));
        }
        try (BlockStore store = open()) {
            assertThat(store.damages()).isEmpty();
            assertThat(Asked.ids(store.search(Asked.newest("*"))))
                    .containsExactlyInAnyOrderElementsOf(Asked.sent(sent));
        }
    }

    @Test
    void aLateEventDoesNotWriteItsDayAnew() throws IOException {
        try (BlockStore store = open()) {
            add(store, 0, 4);
            add(store, 1, 1);
            Asked.maintainToTheEnd(store);
            add(store, 0, 2);
            Asked.maintainToTheEnd(store);

            assertThat(segments()).containsExactly(3, 1);
        }
    }

    @Test
    void aBackupUnderWayPutsItOff() throws IOException {
        try (BlockStore store = open()) {
            add(store, 0, 4);
            add(store, 1, 1);
            try (Snapshot snapshot = store.snapshot()) {
                assertThat(snapshot.files()).isNotEmpty();
                Asked.maintainToTheEnd(store);
                assertThat(segments()).containsExactly(4, 1);
            }
            Asked.maintainToTheEnd(store);
            assertThat(segments()).containsExactly(1, 1);
        }
    }
}
