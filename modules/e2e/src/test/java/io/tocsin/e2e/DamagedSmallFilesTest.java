package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What lies beside the events: with a broken byte the server starts and says so where it can do without, and where it cannot
 * it ends with a sentence that names the file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedSmallFilesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDS = 40;

    private final Path home;
    private final Path data;

    DamagedSmallFilesTest(@TempDir Path home) {
        this.home = home;
        this.data = home.resolve("data");
    }

    @BeforeAll
    void write() throws IOException {
        ChildHome.write(home);
        try (Child server = Child.up(home)) {
            assertThat(server.post("/api/v1/logs", "{\"service\":\"shop\"}\n")).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                String hold =
                        "{\"from\":\"2026-01-0%dT00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\",\"reason\":\"case %d\"}"
                                .formatted(i + 1, i);
                assertThat(server.postJson("/api/v1/holds", hold)).isEqualTo(201);
            }
            assertThat(server.terminate(PATIENCE).code()).isZero();
        }
        // What becomes of incidents after weeks.
        for (String name : List.of("decisions", "incidents")) {
            try (Journal journal = Journal.open(data.resolve("journal").resolve(name), JournalSettings.named(name))) {
                for (int i = 0; i < RECORDS; i++) {
                    byte[] record = ("[{\"of\":\"a later build\",\"n\":" + i + "}]").getBytes(StandardCharsets.UTF_8);
                    journal.append(record).toCompletableFuture().join();
                }
            }
        }
    }

    /** Does something with a file that has a broken byte, and gives it back as it was. */
    private void broken(Path file, int fromTheEnd, Runnable then) throws IOException {
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        // No text any more either.
        bad[bad.length - fromTheEnd] ^= (byte) 0x90;
        Files.write(file, bad);
        try {
            then.run();
        } finally {
            Files.write(file, good);
        }
    }

    private void assertRefused(String file, String sentence) throws IOException {
        broken(data.resolve(file), 3, () -> {
            try (Child server = Child.start(home)) {
                Child.Exit exit = server.end(PATIENCE);
                assertThat(exit.code()).isNotZero();
                assertThat(exit.text()).contains(sentence).contains(file.substring(file.lastIndexOf('/') + 1));
            }
        });
    }

    @Test
    void theKeyOfLinksIsRefused() throws IOException {
        assertRefused("link.key", "its checksum is not that of its content; without the file a new one is made");
    }

    @Test
    void holdsAreRefusedBeforeAnythingIsLetGoOf() throws IOException {
        assertRefused("holds", "cannot read what is held back in ");
    }

    @Test
    void theListsBesideTheIndexAreRefused() throws IOException {
        assertRefused("index/manifest", "its checksum is not that of its content");
        assertRefused("index/deletions", "its checksum is not that of its content");
    }

    @Test
    void theAuditLogSaysWhichLineIsBrokenAlsoTheLast() throws IOException {
        broken(data.resolve("audit.ndjson"), 100, () -> {
            try (Child server = Child.up(home)) {
                JsonObject audit = server.get("/api/v1/audit");
                assertThat(audit.getBoolean("intact")).isFalse();
                assertThat(audit.getString("problem")).startsWith("line 3 ");
                assertThat(server.text()).contains("is not what was written: line 3 ");
            }
        });
    }

    @Test
    void aCheckOfTheFolderReadsThemToo() throws IOException {
        broken(data.resolve("holds"), 3, () -> {
            Child.Exit check = Child.run("store", "check", "--data", data.toString());
            assertThat(check.code()).isEqualTo(1);
            assertThat(check.text())
                    .contains("holds: damaged: cannot read what is held back in ", "audit.ndjson: whole, 3 lines");
        });
    }

    @Test
    void whatTheRulesHadSeenIsReadAgainAndThatIsSaid() throws IOException {
        broken(data.resolve("rules/windows"), 3, () -> {
            try (Child server = Child.up(home)) {
                assertThat(server.text())
                        .contains("what the rules had seen cannot be read, reading it again from the logs");
            }
        });
    }

    @Test
    void theHistoryOfAlertsSaysWhatOfItIsLost() throws IOException {
        Path decisions = segment("decisions");
        Path incidents = segment("incidents");
        broken(decisions, behindTheMiddle(decisions), () -> withBoth(incidents));
    }

    private void withBoth(Path incidents) {
        try {
            broken(incidents, behindTheMiddle(incidents), () -> {
                try (Child server = Child.up(home)) {
                    await().atMost(PATIENCE)
                            .until(() -> ready(server).contains("journal/decisions: BROKEN_RECORD in segment "));
                    await().atMost(PATIENCE)
                            .until(() -> ready(server).contains("journal/incidents: BROKEN_RECORD in segment "));
                }
                Child.Exit check = Child.run("store", "check", "--data", data.toString());
                assertThat(check.code()).isEqualTo(1);
                assertThat(check.text()).contains("journal/decisions: damaged: ", "journal/incidents: damaged: ");
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path segment(String journal) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal").resolve(journal))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** A place among the records, seen from the end of the file: behind them come the zeros that were written ahead. */
    private static int behindTheMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (bytes[end - 1] == 0) end--;
        return bytes.length - end / 2;
    }

    private static String ready(Child server) {
        return server.get("/-/ready").getJsonArray("checks").encode();
    }
}
