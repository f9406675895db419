package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.JournalSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build wrote that knew format 1 only. The files were recorded from it before the format changed. */
class OldJournalTest {
    private static final JournalSettings SETTINGS = new JournalSettings("events", 600, 1 << 20, 1 << 20, 0);
    private static final List<String> FILES =
            List.of("0000000000000000-0000000000000000.journal", "0000000000000005-0000000000000005.journal");

    @TempDir
    Path folder;

    private void recorded() throws IOException {
        for (String name : FILES) {
            try (InputStream in = getClass().getResourceAsStream("/journal-of-format-1/" + name)) {
                Files.copy(Objects.requireNonNull(in, name), folder.resolve(name));
            }
        }
    }

    private static List<String> read(EventLog log) throws IOException {
        List<String> read = new ArrayList<>();
        log.replay(
                0,
                (position, batch) -> batch.events()
                        .forEach(event -> read.add(position + " " + batch.source() + " " + event.id() + " "
                                + event.receivedAt() + " " + new String(event.json(), StandardCharsets.UTF_8))));
        return read;
    }

    private static List<String> written() {
        List<String> written = new ArrayList<>();
        long id = 7000;
        for (int batch = 0; batch < 5; batch++) {
            for (int i = 0; i <= batch; i++) {
                Instant at = Instant.ofEpochSecond(1_790_000_000L + batch, i * 1_000_003L);
                String source = batch % 2 == 0 ? "http" : "kafka:logs-0";
                written.add(batch + " " + source + " " + ++id + " " + at + " {\"service\":\"pay\",\"n\":" + id + "}");
            }
        }
        return written;
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        recorded();

        try (EventLog log = EventLog.open(folder, new TinyJson(), SETTINGS)) {
            assertThat(read(log)).isEqualTo(written());
            assertThat(log.offsets()).isEqualTo(Map.of("logs-0", 103L, "logs-1", 5L));
            assertThat(log.lastEventId()).isEqualTo(7015);
            assertThat(log.damages()).isEmpty();
        }
    }

    @Test
    void isContinuedInTheNewFormat() throws IOException {
        recorded();
        RandomEvents events = new RandomEvents(new java.util.Random(1));
        try (EventLog log = EventLog.open(folder, new TinyJson(), SETTINGS)) {
            log.append(new EventBatch("k", Map.of("logs-0", 900L), events.batch(1)))
                    .toCompletableFuture()
                    .join();
        }

        try (EventLog log = EventLog.open(folder, new TinyJson(), SETTINGS)) {
            assertThat(read(log)).startsWith(written().toArray(String[]::new)).hasSize(16);
            assertThat(log.offsets()).isEqualTo(Map.of("logs-0", 900L, "logs-1", 5L));
            assertThat(log.lastEventId()).isEqualTo(7015);
        }
        assertThat(EventLog.verify(folder).whole()).isTrue();
        assertThat(EventLog.verify(folder).records())
                .as("six old ones, the summary, the new one")
                .isEqualTo(8);
    }
}
