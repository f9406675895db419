package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.routing.RouterState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotMigrationTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** What Alertmanager writes for one silence of {@code alertname="Down"} that lasts until 2036. */
    private static final String FIXTURE = "alertmanager-silences.bin";

    @TempDir
    private Path folder;

    private void snapshot() throws IOException {
        try (var in = java.util.Objects.requireNonNull(SnapshotMigrationTest.class.getResourceAsStream(FIXTURE))) {
            Files.write(folder.resolve("silences"), in.readAllBytes());
        }
    }

    @Test
    void eachSnapshotIsTakenOverOnce() throws IOException {
        snapshot();
        assertThat(new SnapshotMigration(folder).pending(NOON).silences()).hasSize(1);
        assertThat(new SnapshotMigration(folder).pending(NOON).silences())
                .as("not before it is durable")
                .hasSize(1);

        new SnapshotMigration(folder).done();
        assertThat(new SnapshotMigration(folder).pending(NOON)).isEqualTo(RouterState.EMPTY);

        Files.setLastModifiedTime(folder.resolve("silences"), FileTime.from(NOON));
        assertThat(new SnapshotMigration(folder).pending(NOON).silences()).hasSize(1);
    }

    @Test
    void aBrokenSnapshotKeepsNobodyFromStarting() throws IOException {
        Files.write(folder.resolve("nflog"), new byte[] {9, 9, 9});

        assertThat(new SnapshotMigration(folder).pending(NOON)).isEqualTo(RouterState.EMPTY);
    }

    @Test
    void withoutSnapshotsNothingIsWritten() throws IOException {
        new SnapshotMigration(folder).done();

        assertThat(folder).isEmptyDirectory();
    }
}
