package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.journal.JournalSettings;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.server.DataFolder;
import io.tocsin.server.cli.Terminal.Outcome;
import io.tocsin.store.BlockStore;
import io.tocsin.store.EventBatch;
import io.tocsin.store.EventLog;
import io.tocsin.store.StoreBackup;
import io.tocsin.store.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder without a server: checked, repaired, backed up and restored. */
class StoreCheckTest {
    private static final EventDecoder DECODER = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path data;

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        List<LogEvent> events = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            byte[] json = ("{\"message\":\"order " + i + "\"}").getBytes(StandardCharsets.UTF_8);
            events.add(DECODER.parse(i, NOON, json));
        }
        try (BlockStore store = BlockStore.open(data.resolve("index"), DECODER, StoreSettings.defaults());
                EventLog log = EventLog.open(
                        Files.createDirectories(data.resolve("journal/events")),
                        DECODER,
                        JournalSettings.named("events"))) {
            // What is broken before something whole is no unfinished end.
            for (List<LogEvent> batch : List.of(events.subList(0, 40), events.subList(40, 50))) {
                EventBatch sent = new EventBatch("http", Map.of(), batch);
                store.add(batch, log.append(sent).toCompletableFuture().join());
            }
        }
    }

    private Outcome store(String verb) {
        return Terminal.run("store", verb, "--data", data.toString());
    }

    private void flip(String below, String ending, int fromTheEnd) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve(below))) {
            Path file = files.filter(each -> each.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (bytes[end - 1] == 0) end--;
            bytes[end - fromTheEnd] ^= 0x10;
            Files.write(file, bytes);
        }
    }

    @Test
    void aWholeFolderIsWhole() {
        Outcome outcome = store("check");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        "index/2026-11-28: whole, 50 events",
                        "journal/events: whole, 3 records in 1 files, positions 0 to 2",
                        "journal/alerts: none yet",
                        "journal/decisions: none yet",
                        "journal/incidents: none yet");
        assertThat(store("repair").code()).isZero();
    }

    @Test
    void aBrokenSegmentIsToldAndRepairedByLettingGoOfIt() throws IOException {
        flip("index", ".cfs", 200);

        Outcome check = store("check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .contains("index/2026-11-28: damaged: 1 of 1 segments cannot be read, with 1 blocks")
                .contains("index/2026-11-28: a repair lets go of at most");

        Outcome repair = store("repair");
        assertThat(repair.code()).isZero();
        assertThat(repair.out())
                .contains("index/2026-11-28: let go of at most", "after the repair:")
                .contains("index/2026-11-28: whole, 0 events");
        assertThat(store("check").code()).isZero();
    }

    @Test
    void aBrokenJournalIsToldWithItsRangeAndNotRepaired() throws IOException {
        flip("journal/events", ".journal", 1_000);

        Outcome check = store("check");

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("journal/events: damaged: BROKEN_RECORD in segment ", "positions 1 to 1");
        assertThat(store("repair").code()).isEqualTo(1);
    }

    @Test
    void whatAServerUsesIsNotTouched() throws IOException {
        try (DataFolder used = DataFolder.take(data)) {
            Outcome outcome = store("repair");

            assertThat(used.path()).isEqualTo(data);
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).contains("is using it", "if a server runs on it, stop that first");
        }
        data = folder.resolve("none");
        assertThat(store("check").code()).isEqualTo(2);
        assertThat(store("check").err()).contains("there is no such folder");
        assertThat(data).doesNotExist();
    }

    private String backedUp() throws IOException {
        Path backup = folder.resolve("backup");
        try (BlockStore store = BlockStore.open(data.resolve("index"), DECODER, StoreSettings.defaults())) {
            new StoreBackup(backup, 3).backup(data, store::snapshot);
        }
        return backup.toString();
    }

    @Test
    void aBackupIsRestoredWholeAndNeverOverAnything() throws IOException {
        String backup = backedUp();
        assertThat(Terminal.run("restore", backup, "--data", data.toString()).err())
                .contains("cannot restore into " + data + ": it is not empty");
        data = folder.resolve("restored");

        Outcome outcome = Terminal.run("restore", backup, "--data", data.toString());

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().strip())
                .isEqualTo("backup 1 is restored; start the server with: tocsin up --data " + data);
        assertThat(store("check").out())
                .contains("index/2026-11-28: whole, 50 events", "journal/events: whole, 3 records");
        assertThat(Terminal.run("restore", backup, "--number", "7", "--data", "x")
                        .err())
                .isEqualTo("tocsin: cannot restore backup 7: " + backup + " has backup 1\n");
    }

    @Test
    void aBackupIsVerifiedToTheLastByte() throws IOException {
        String backup = backedUp();
        Outcome whole = Terminal.run("restore", backup, "--verify");
        assertThat(whole.code()).isZero();
        assertThat(whole.out()).isEqualTo("whole: backup 1\n");

        data = folder.resolve("backup");
        flip("files", ".cfs", 200);

        Outcome damaged = Terminal.run("restore", backup, "--verify");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out()).contains("was changed: its checksum is another", "damaged: backup 1");
        assertThat(Terminal.run("restore", folder.resolve("none").toString(), "--verify")
                        .code())
                .isEqualTo(2);
    }
}
